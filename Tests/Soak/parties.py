"""Who takes part: the national source, 21 regions, three second offices, and how they meet."""

import dataclasses

COUNTIES = {
    "01": "stockholm", "03": "uppsala", "04": "sormland", "05": "ostergotland", "06": "jonkoping",
    "07": "kronoberg", "08": "kalmar", "09": "gotland", "10": "blekinge", "12": "skane",
    "13": "halland", "14": "vgr", "17": "varmland", "18": "orebro", "19": "vastmanland",
    "20": "dalarna", "21": "gavleborg", "22": "vasternorrland", "23": "jamtland-harjedalen",
    "24": "vasterbotten", "25": "norrbotten"}

# Several regions may write one area, so that more than two collide there.
AREAS = {
    "14": ["lung-och-allergisjukdomar", "mag-och-tarmsjukdomar", "rorelseorganens-sjukdomar"],
    "13": ["lung-och-allergisjukdomar"], "01": ["hjart-och-karlsjukdomar", "infektionssjukdomar"],
    "09": ["hjart-och-karlsjukdomar"], "12": ["reumatiska-sjukdomar", "lung-och-allergisjukdomar"],
    "10": ["reumatiska-sjukdomar"], "24": ["infektionssjukdomar", "nervsystemets-sjukdomar"],
    "25": ["infektionssjukdomar"], "03": ["endokrina-sjukdomar", "hud-och-konssjukdomar"]}

# A party's server is reached by its name; folders are named by a word and lie in the world.
SERVERS = ["national", "01", "03", "05", "08", "12", "14", "17", "19", "20", "24"]
# These are never killed, so that their memory and handles tell of a whole run.
STEADY = ["national", "12", "20"]
WITH_METRICS = ["national", "12", "14", "20", "24"]
WITH_PAGES = ["national", "12", "14"]

ROUTES = {
    "national": ["folder:main", "14"],
    "01": ["national", "03"], "03": ["national", "folder:usb"], "04": ["folder:main"],
    "05": ["national", "folder:south"], "06": ["folder:south"], "07": ["folder:usb"],
    "08": ["05", "12"], "09": ["03"], "10": ["folder:south", "12"],
    "12": ["national", "folder:south"], "13": ["folder:west"],
    "14": ["national", "folder:west", "folder:main"], "17": ["14", "19"],
    "18": ["folder:main", "national"], "19": ["national", "20"], "20": ["national", "17"],
    "21": ["folder:north"], "22": ["folder:north"], "23": ["folder:north", "20"],
    "24": ["national", "folder:north"], "25": ["folder:north"]}

# The other office of a party: its own author, its own folder, and its own way to the others.
OFFICES = {"14-vgr-su": ("14", ["14", "folder:west"]), "12-skane-malmo": ("12", ["folder:south"]),
           "08-kalmar-2": ("08", ["08"])}

# Replicas that begin with a snapshot while the others work: whose, from which replica's file or
# server, and after what part of the run.
NEWCOMERS = [("12-skane-ny", "12", "12-skane", False, 0.15), ("14-vgr-ny", "14", "14-vgr", True, 0.35),
             ("08-kalmar-ny", "08", "national", False, 0.55), ("12-skane-ny-2", "12", "national", True, 0.75)]

# They work on, but meet nobody from the first tenth of the run to its end.
SILENT = ["09-gotland", "25-norrbotten"]
# What a party is sent beside its own region; the others are sent everything. A folder shows
# everything to whoever can read it, so this party meets a server only.
RECEIVES = {"09": ["national"]}
FOLDERS = ["main", "south", "west", "north", "usb"]


@dataclasses.dataclass
class Member:
    """One replica of one party."""

    author: str
    party: str
    routes: list
    is_server: bool

    def writes(self):
        if self.party == "national":
            return ["national"]
        return [f"region/{self.party}"] + [f"national/{area}" for area in AREAS.get(self.party, [])]

    def internal(self):
        return f"region/{self.party}/internal"

    def may_hold(self, scope):
        """Whether the scope belongs at this replica, straight from what Peers will say."""
        if scope.endswith("/internal"):
            return scope == self.internal()
        if scope == f"region/{self.party}":
            return True
        receives = RECEIVES.get(self.party, ["national", "region"])
        return any(scope == wide or scope.startswith(wide + "/") for wide in receives)


@dataclasses.dataclass
class Newcomer:
    """A member that begins with a snapshot."""

    member: Member
    source: str
    is_served: bool
    at: float


def newcomers():
    """Those who come later, in the order of their coming; each meets its own party's server."""
    return [
        Newcomer(Member(author, party, [party], False), source, is_served, at)
        for author, party, source, is_served, at in NEWCOMERS]


def members():
    """All replicas, the parties' first ones before the second offices."""
    first = [Member("national", "national", ROUTES["national"], True)]
    first += [
        Member(f"{county}-{slug}", county, ROUTES[county], county in SERVERS)
        for county, slug in COUNTIES.items()]
    return first + [
        Member(author, party, routes, False) for author, (party, routes) in OFFICES.items()]
