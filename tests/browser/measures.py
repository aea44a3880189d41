"""What a page is measured by: accessibility rules, sideways scrolling, sizes for thumbs."""

from __future__ import annotations

from importlib import resources
from typing import Any

from playwright.sync_api import Page

_AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_SIDEWAYS = """() => {
  const parts = document.querySelectorAll("main, header, section, dialog, [role=log], .bubble");
  const all = [document.documentElement, ...parts];
  const wide = all.filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0);
  return wide.map((node) => `${node.tagName}#${node.id}.${node.className} ${node.scrollWidth} > ${node.clientWidth}`);
}"""
_SMALL = """(least) => {
  const controls = [...document.querySelectorAll("button, a[href], [role=tab], [role=combobox], .tick, select")];
  const shown = controls.filter((node) => node.checkVisibility() && !node.matches(".skip"));
  const small = shown.filter((node) => {
    const { width, height } = node.getBoundingClientRect();
    return width < least || height < least;
  });
  return small.map((node) => {
    const { width, height } = node.getBoundingClientRect();
    return `${node.outerHTML.slice(0, 90)} ${width} × ${height}`;
  });
}"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page as it is, one line for each element."""
    page.evaluate("document.fonts.ready")
    page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run({resultTypes: ['violations']}).then(each => each.violations)")
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def sideways(page: Page) -> list[str]:
    """Return what is wider than its place, so that one would have to scroll sideways."""
    wide: list[str] = page.evaluate(_SIDEWAYS)
    return wide


def small_for_thumbs(page: Page, least_pixels: int = 44) -> list[str]:
    """Return the visible controls that are smaller than a thumb needs."""
    small: list[str] = page.evaluate(_SMALL, least_pixels)
    return small
