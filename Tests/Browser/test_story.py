"""The whole story in a browser: two offices collide, an informatician settles it, and undoes it."""

import os
import signal
import subprocess
import tempfile
import unittest

from browser import Browser
from selenium.webdriver.common.keys import Keys
from offices import PROGRAM, Offices

RECORD = "implementation/08-kol-1"
OWN, OTHER = "Infört på alla vårdcentraler utom Borgholm.", "Infört på hälften av vårdcentralerna."


class Story(unittest.TestCase):
    scripts = True

    @classmethod
    def setUpClass(cls):
        cls.offices = Offices()
        cls.addClassCleanup(cls.offices.close)
        cls.offices.run("08-kalmar", "set", RECORD, "note=Planerat till hösten.")
        cls.offices.exchange("08-kalmar", "08-oskarshamn")
        cls.offices.collide(RECORD, "note", {"08-kalmar": OWN, "08-oskarshamn": OTHER})
        cls.address = cls.offices.serve("08-kalmar")
        cls.browser = Browser(scripts=cls.scripts)
        cls.addClassCleanup(cls.browser.close)

    def test_settles_and_undoes(self):
        browser = self.browser
        browser.open(self.address)
        browser.follow("Konflikter")
        # Filter: only introductions of the own region.
        if self.scripts:
            browser.leaving(lambda: browser.choose("#filter-typ", "Införande"))
        else:
            browser.choose("#filter-typ", "Införande")
            browser.press("Filtrera")
        self.assertIn("1 ärende", browser.text)
        self.assertNotIn("Spirometri", browser.text)
        # Open and compare.
        browser.leaving(browser.one("tbody th a").click)
        for part in (OTHER[:20], "per.ek", "Från mötet", "Planerat till hösten.", "visas nu"):
            self.assertIn(part, browser.text)
        added = [element.text for element in browser.all("ins")]
        self.assertTrue(any("hälften" in text for text in added), added)
        # Settle: without a reason nothing is written, and the choice stays.
        choice = next(
            label for label in browser.all("label.choice") if OTHER[:20] in label.text)
        choice.click()
        browser.press("Avgör")
        self.assertIn("Skälet saknas.", browser.text)
        self.assertEqual(self.offices.values("08-kalmar", RECORD, "note")[1], ["note"])
        chosen = browser.one("input[name=choice]:checked").get_attribute("value")
        self.assertTrue(chosen.startswith("08-oskarshamn:"), chosen)
        # Preview, then write.
        browser.type("#reason", "Oskarshamn räknade om")
        browser.press("Granska ändringen")
        self.assertIn("Inget är skrivet än.", browser.text)
        self.assertEqual(self.offices.values("08-kalmar", RECORD, "note")[1], ["note"])
        browser.press("Avgör")
        self.assertIn("Avgjort, som 08-kalmar:", browser.text)
        self.assertIn("Oskarshamn räknade om", browser.text)
        self.assertEqual(self.offices.values("08-kalmar", RECORD, "note"), (OTHER, []))
        # Change one's mind.
        browser.press("Ångra")
        self.assertIn("Ångrat, som 08-kalmar:", browser.text)
        value, conflicts = self.offices.values("08-kalmar", RECORD, "note")
        self.assertIn(value, (OWN, OTHER))
        self.assertEqual(conflicts, [])
        # The page that asks for the reason has a status of its own, which the browser notes.
        noted = [text for text in browser.complaints() if "status of 422" not in text]
        self.assertEqual(noted, [])


class StoryWithoutScripts(Story):
    scripts = False


class Demo(unittest.TestCase):
    """`syncd demo --serve` ends with its pages, with conflicts open in them."""

    def test_offers_the_pages_of_every_office(self):
        with tempfile.TemporaryDirectory() as place:
            demo = subprocess.Popen(
                [PROGRAM, "demo", "--serve"], stdout=subprocess.PIPE, text=True,
                env=os.environ | {"TMPDIR": place})
            self.addCleanup(demo.stdout.close)
            lines = []
            for line in demo.stdout:
                lines.append(line)
                if "Ctrl-C" in line:
                    break
            offices = [line.split()[0] for line in lines if "/konflikter" in line]
            self.assertEqual(len(offices), 6, lines)
            browser = Browser()
            self.addCleanup(browser.close)
            for address in offices:
                browser.open(address)
                self.assertIn("2 ärenden", browser.text)
            demo.send_signal(signal.SIGINT)
            self.assertEqual(demo.wait(timeout=60), 0)
            left = [name for name in os.listdir(place) if name.startswith("syncd-demo")]
            self.assertEqual(left, [])


class Everywhere(unittest.TestCase):
    """Every page for everybody: by keyboard, narrow and wide, light and dark."""

    @classmethod
    def setUpClass(cls):
        cls.offices = Offices()
        cls.addClassCleanup(cls.offices.close)
        cls.offices.collide(
            RECORD, "status_date", {"08-kalmar": "2026-11-01", "08-oskarshamn": "2026-11-02"})
        cls.offices.collide(
            RECORD, "to_introduce",
            {"08-kalmar": "Spirometri.\nRökstopp.\nUppföljning efter sex veckor.",
             "08-oskarshamn": "Spirometri inom två veckor.\nRökstopp.\nUppföljning."})
        cls.address = cls.offices.serve("08-kalmar")
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def pages(self):
        """The pages of the navigation, and one of each that they lead to."""
        browser = self.browser
        browser.open(self.address)
        found = {link.text: link.get_attribute("href") for link in browser.all("header nav a")}
        for name, address in list(found.items()):
            browser.open(address)
            for link in browser.all("main a"):
                address = link.get_attribute("href") or ""
                page = address.removeprefix(self.address).split("?")[0].strip("/")
                if address.startswith(self.address) and "." not in page and page:
                    found.setdefault(page, address)
        browser.open(found["konflikt"])
        for cell in ("to_introduce", "status"):
            found[f"konflikt-{cell}"] = (
                f"{self.address}/konflikt?scope=region/08&type=implementation&id=08-kol-1&cell={cell}")
        return found

    def test_everybody_can_use_every_page(self):
        browser, pages = self.browser, self.pages()
        self.assertGreaterEqual(len(pages), 9, pages)
        for look, width, height, dark in (
                ("bred", 1280, 900, False), ("mork", 1280, 900, True),
                ("telefon", 390, 844, False), ("smal", 320, 640, False)):
            browser.resize(width, height)
            browser.darken(dark)
            for name, address in pages.items():
                for language in ("sv", "en"):
                    with self.subTest(look=look, page=name, language=language):
                        mark = "&" if "?" in address else "?"
                        browser.open(f"{address}{mark}lang={language}")
                        self.assertEqual("\n".join(browser.faults()), "")
                        self.assertEqual(browser.complaints(), [])
                        if language == "sv":
                            browser.picture(f"{name.lower()}-{look}")
        browser.open(f"{self.address}/?lang=sv")

    def test_return_in_the_reason_previews_and_leaves_the_text_alone(self):
        browser = self.browser
        browser.resize(1280, 900)
        browser.open(f"{self.address}/konflikt?scope=region/08&type=implementation&id=08-kol-1"
                     "&cell=to_introduce")
        browser.type("#value-to_introduce", "En egen text.")
        self.assertTrue(browser.one("#choice-own").is_selected())
        browser.one("#reason").send_keys("Sammanvägt")
        browser.leaving(lambda: browser.one("#reason").send_keys(Keys.ENTER))
        self.assertIn("Inget är skrivet än.", browser.text)
        own = browser.one("#value-to_introduce").get_attribute("value")
        self.assertEqual(own, "En egen text.")

    def test_keyboard_reaches_everything_and_shows_where_it_is(self):
        browser = self.browser
        browser.resize(1280, 900)
        browser.open(self.pages()["konflikt-to_introduce"])
        unreached = browser.driver.execute_script("""
          return [...document.querySelectorAll(
            "a[href], button, input:not([type=hidden]), select, textarea, summary")]
            .filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex < 0).length;""")
        self.assertEqual(unreached, 0)
        browser.one("body").send_keys(Keys.TAB)
        active = browser.driver.switch_to.active_element
        self.assertEqual(active.text, "Hoppa till innehållet")
        outline = active.value_of_css_property("outline-style")
        self.assertNotEqual(outline, "none")
        active.send_keys(Keys.ENTER)
        self.assertEqual(browser.driver.switch_to.active_element.tag_name, "main")


if __name__ == "__main__":
    unittest.main()
