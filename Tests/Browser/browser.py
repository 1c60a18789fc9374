"""Chromium as people have it: wide or narrow, light or dark, with or without JavaScript."""

import base64
import os
import pathlib

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

PICTURES = pathlib.Path(os.environ["SYNCD_PICTURES"])
CHECK = (pathlib.Path(__file__).parent / "accessibility.js").read_text()


class Browser:
    def __init__(self, scripts=True):
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in (
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--hide-scrollbars", "--lang=sv", "--window-size=1280,1000"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not scripts:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.resize(1280, 900)

    def resize(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})

    def darken(self, dark=True):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def open(self, address):
        self.driver.get(address)

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "main").text

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def leaving(self, action):
        """Does what leads to another page, and waits until that page is there."""
        old = self.one("html")
        action()
        WebDriverWait(self.driver, 20).until(lambda _: self.is_gone(old))
        WebDriverWait(self.driver, 20).until(lambda driver: self.all("footer"))

    @staticmethod
    def is_gone(element):
        try:
            element.is_enabled()
            return False
        except Exception:
            return True

    def follow(self, text):
        self.leaving(self.driver.find_element(By.PARTIAL_LINK_TEXT, text).click)

    def press(self, text):
        button = next(b for b in self.all("button") if b.text == text)
        self.leaving(button.click)

    def choose(self, css, label):
        Select(self.one(css)).select_by_visible_text(label)

    def type(self, css, text):
        field = self.one(css)
        field.clear()
        field.send_keys(text)

    def picture(self, name):
        """The whole page, as far down as it goes."""
        metrics = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": metrics["width"],
                     "height": min(metrics["height"], 6000), "scale": 1}})
        (PICTURES / f"{name}.png").write_bytes(base64.b64decode(picture["data"]))

    def faults(self):
        """What keeps people from using the page, as `accessibility.js` finds it."""
        return self.driver.execute_script(CHECK)

    def complaints(self):
        """What the browser itself complained of, such as a broken policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def close(self):
        self.driver.quit()
