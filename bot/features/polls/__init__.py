"""The date poll: slots by rhythm, three answers a slot, one choice by a published rule (R4)."""
