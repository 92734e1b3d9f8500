"""The things that the sample edition's pictures show, each drawn in flat shapes on a canvas of 800 by 450."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.pictures import Canvas, Point


@dataclass(frozen=True, slots=True)
class Motif:
    """A thing to draw, and the words for people who do not see it."""

    alt: str
    shape: Callable[["Canvas"], None]
    schemes: tuple[int, int, int]  # of demo.pictures.SCHEMES, the variants in order: those it stands out from


def _star(x: float, y: float, radius: float, points: int = 5, inner: float = 0.42) -> list["Point"]:
    turns = [math.pi * i / points - math.pi / 2 for i in range(2 * points)]
    reach = [radius if i % 2 == 0 else radius * inner for i in range(2 * points)]
    return [(x + r * math.cos(t), y + r * math.sin(t)) for r, t in zip(reach, turns, strict=True)]


def _turned(points: list["Point"], x: float, y: float, degrees: float) -> list["Point"]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x + (px - x) * cos - (py - y) * sin, y + (px - x) * sin + (py - y) * cos) for px, py in points]


def _slab(x: float, y: float, across: float, down: float, degrees: float) -> list["Point"]:
    """Give the corners of a rectangle around a point, turned."""
    corners = [(x - across, y - down), (x + across, y - down), (x + across, y + down), (x - across, y + down)]
    return _turned([(float(px), float(py)) for px, py in corners], x, y, degrees)


def _sparks(c: "Canvas", *places: tuple[float, float, float]) -> None:
    for x, y, radius in places:
        c.poly("glow", *_star(x, y, radius, 4, 0.28))


def _microphone(c: "Canvas") -> None:
    c.oval("ink", 400, 368, 92, 15)
    c.oval("shade", 400, 362, 88, 14)
    c.box("dim", 393, 236, 407, 364, round_by=6)
    c.arc("dim", (316, 84, 484, 262), 10, 170, 13)
    c.box("shade", 344, 56, 456, 234, round_by=56)
    c.pie("main", (344, 56, 456, 168), 180, 270)
    c.box("main", 344, 112, 400, 178)
    c.pie("main", (344, 122, 456, 234), 90, 180)
    for y in (96, 120, 144):
        c.line("paper", 7, (366, y), (434, y))
    c.box("gold", 344, 170, 456, 188)
    c.oval("glow", 372, 76, 9, 6)
    _sparks(c, (268, 120, 20), (546, 90, 14), (530, 214, 22))


def _guitar(c: "Canvas") -> None:
    def at(*points: "Point") -> list["Point"]:
        return _turned([(x, 70 + y * 0.8) for x, y in points], 400, 225, 24)

    for tone, dx in (("shade", 9), ("main", 0)):
        c.oval(tone, *at((400 + dx, 312))[0], 76)
        c.oval(tone, *at((400 + dx, 208))[0], 56)
        c.poly(tone, *at((350 + dx, 226), (450 + dx, 226), (462 + dx, 290), (338 + dx, 290)))
    c.poly("ink", *at((388, 10), (412, 10), (412, 208), (388, 208)))
    c.poly("ink", *at((378, -48), (422, -48), (414, 18), (386, 18)))
    for y in (-34, -10):
        for x in (372, 428):
            c.oval("gold", *at((x, y))[0], 6)
    c.oval("ink", *at((400, 244))[0], 25)
    c.ring("gold", *at((400, 244))[0], 31, 5)
    c.poly("ink", *at((368, 330), (432, 330), (432, 344), (368, 344)))
    for dx in (-7, 0, 7):
        c.line("paper", 1.8, *at((400 + dx, -30), (400 + dx, 334)))
    _sparks(c, (276, 110, 22), (580, 250, 16), (240, 230, 12))


def _vinyl(c: "Canvas") -> None:
    c.oval("ink", 450, 212, 146)
    for radius in (132, 116, 100, 84):
        c.ring("shade", 450, 212, radius, 2.4)
    c.pie("dim", (318, 80, 582, 344), 296, 306)
    c.oval("ink", 450, 212, 66)
    c.oval("gold", 450, 212, 52)
    c.oval("ochre", 450, 212, 20)
    c.oval("ink", 450, 212, 7)
    c.poly("shade", (240, 76), (432, 66), (440, 358), (248, 368))
    c.poly("main", (232, 70), (424, 66), (430, 354), (238, 362))
    c.oval("gold", 331, 214, 62)
    c.oval("paper", 331, 214, 40)
    c.poly("main", *_star(331, 214, 34))


def _curtains(c: "Canvas") -> None:
    c.box("ink", 214, 62, 586, 360)
    c.box("shade", 228, 84, 572, 350)
    c.oval("glow", 400, 350, 118, 24)
    c.poly("gold", *_star(400, 226, 74))
    c.poly("ochre", *_star(400, 226, 74)[4:7], (400, 226))
    for side in (-1, 1):
        for fold, tone in enumerate(("main", "shade", "main", "shade", "main")):
            outer, inner = 400 + side * (184 - fold * 21), 400 + side * (163 - fold * 21)
            foot = 400 + side * (184 - fold * 12), 400 + side * (172 - fold * 12)
            mid = 400 + side * (176 - fold * 13), 400 + side * (163 - fold * 13)
            c.poly(tone, (outer, 84), (inner, 84), (mid[1], 240), (foot[1], 356), (foot[0], 356), (mid[0], 240))
        c.box(
            "gold",
            min(400 + side * 190, 400 + side * 108),
            234,
            max(400 + side * 190, 400 + side * 108),
            248,
            round_by=6,
        )
    c.box("main", 202, 50, 598, 96, round_by=8)
    for i in range(9):
        c.pie("shade" if i % 2 else "main", (202 + i * 44, 70, 246 + i * 44, 122), 0, 180)
    c.box("gold", 202, 46, 598, 58, round_by=5)


def _clapper(c: "Canvas") -> None:
    c.box("ink", 272, 182, 528, 358, round_by=10)
    c.box("main", 284, 194, 516, 346, round_by=6)
    c.box("shade", 284, 270, 516, 346, round_by=6)
    c.poly("gold", (372, 226), (372, 322), (446, 274))
    c.poly("ochre", (372, 274), (372, 322), (446, 274))
    c.box("ink", 272, 146, 528, 190, round_by=4)
    for i in range(4):
        c.poly("paper", (288 + i * 62, 190), (318 + i * 62, 190), (344 + i * 62, 148), (314 + i * 62, 148))
    bar = _turned([(272.0, 100.0), (528.0, 100.0), (528.0, 142.0), (272.0, 142.0)], 276, 146, -17)
    c.poly("ink", *bar)
    for i in range(4):
        x = 292.0 + i * 62
        c.poly("paper", *_turned([(x, 102), (x + 30, 102), (x + 4, 140), (x - 26, 140)], 276, 146, -17))
    c.oval("gold", 286, 146, 9)
    _sparks(c, (222, 210, 18), (584, 120, 22), (590, 270, 13))


def _reel(c: "Canvas") -> None:
    c.poly("ink", (470, 318), (664, 336), (664, 372), (330, 372), (392, 340))
    for i in range(8):
        c.box("paper", 474 + i * 24, 345, 486 + i * 24, 357, round_by=2)
    c.oval("shade", 408, 216, 148)
    c.oval("main", 400, 210, 148)
    c.ring("paper", 400, 210, 148, 9)
    for i in range(5):
        turn = math.radians(72 * i - 90)
        c.oval("ink", 400 + 84 * math.cos(turn), 210 + 84 * math.sin(turn), 38)
        c.oval("dim", 396 + 84 * math.cos(turn), 206 + 84 * math.sin(turn), 34)
    c.oval("gold", 400, 210, 26)
    c.oval("ink", 400, 210, 10)


def _ticket(c: "Canvas") -> None:
    for tone, drop, degrees in (("shade", 26, 9.0), ("main", 0, -9.0)):
        x, y = 400 + drop, 214 + drop
        c.poly(tone, *_slab(x, y, 172, 84, degrees))
        for end in (-172, 172):
            hole = _turned([(x + end, float(y))], x, y, degrees)[0]
            c.erase(*hole, 24, 24)

    def at(px: float, py: float) -> "Point":
        return _turned([(px, py)], 400, 214, -9)[0]

    c.line("paper", 4, at(258, 146), at(512, 146))
    c.line("paper", 4, at(258, 282), at(512, 282))
    for y in range(142, 290, 18):
        c.oval("ink", *at(522, y), 4.5)
    c.poly("gold", *_turned(_star(384, 214, 54), 400, 214, -9))
    c.poly("ochre", *_turned([*_star(384, 214, 54)[4:7], (384.0, 214.0)], 400, 214, -9))
    _sparks(c, (250, 90, 20), (600, 150, 15))


def _television(c: "Canvas") -> None:
    c.line("dim", 7, (396, 112), (322, 42))
    c.line("dim", 7, (404, 112), (470, 36))
    c.oval("gold", 322, 42, 10)
    c.oval("gold", 470, 36, 10)
    c.line("ink", 16, (312, 330), (292, 372))
    c.line("ink", 16, (488, 330), (508, 372))
    c.box("shade", 236, 104, 572, 348, round_by=34)
    c.box("main", 228, 98, 564, 340, round_by=34)
    c.box("ink", 250, 120, 482, 318, round_by=28)
    c.box("paper", 260, 130, 472, 308, round_by=22)
    for i, tone in enumerate(("gold", "main", "shade", "dim", "ochre")):
        left = 260 + i * 42.4
        c.box(tone, left, 130, left + 42.4, 262, round_by=0)
    c.box("ink", 260, 262, 472, 308, round_by=18)
    c.box("ink", 260, 262, 472, 280)
    c.oval("glow", 524, 156, 20)
    c.line("ink", 5, (524, 156), (532, 142))
    c.oval("glow", 524, 212, 14)
    for y in (252, 270, 288, 306):
        c.line("ink", 5, (504, y), (544, y))


def _crown(c: "Canvas") -> None:
    c.oval("ink", 400, 352, 176, 18)
    c.poly("ochre", (252, 150), (322, 226), (400, 96), (478, 226), (548, 150), (524, 322), (276, 322))
    c.poly("gold", (252, 150), (322, 226), (400, 96), (400, 322), (276, 322))
    c.poly("gold", (400, 96), (446, 172), (400, 322))
    for x, y, radius in ((252, 142, 20), (548, 142, 20), (400, 86, 26)):
        c.oval("paper", x, y, radius)
        c.oval("dim", x + 4, y + 4, radius - 7)
    c.box("main", 266, 308, 534, 352, round_by=10)
    c.box("shade", 400, 308, 534, 352, round_by=10)
    for x in (300, 350, 450, 500):
        c.oval("paper", x, 330, 10)
    c.poly("glow", (400, 308), (422, 330), (400, 352), (378, 330))
    c.poly("main", (400, 214), (426, 250), (400, 286), (374, 250))
    c.poly("shade", (400, 214), (426, 250), (400, 286))
    _sparks(c, (220, 92, 18), (590, 222, 20), (500, 84, 13))


def _rings(c: "Canvas") -> None:
    c.ring("ochre", 340, 262, 102, 26)
    c.ring("gold", 336, 256, 102, 22)
    c.ring("ochre", 468, 262, 102, 26)
    c.ring("gold", 464, 256, 102, 22)
    c.arc("gold", (234, 154, 438, 358), 292, 338, 22)
    c.arc("paper", (242, 162, 430, 350), 196, 240, 5)
    c.arc("paper", (370, 162, 558, 350), 250, 290, 5)
    c.poly("paper", (288, 92), (384, 92), (412, 124), (336, 190), (260, 124))
    c.poly("dim", (384, 92), (412, 124), (336, 190), (362, 124))
    c.poly("main", (310, 124), (362, 124), (336, 190))
    c.poly("glow", (288, 92), (336, 92), (310, 124), (260, 124))
    _sparks(c, (236, 76, 18), (446, 84, 22), (584, 160, 16))


def _cradle(c: "Canvas") -> None:
    c.arc("ochre", (222, 190, 578, 376), 20, 160, 16)
    c.line("dim", 8, (536, 232), (536, 66), (438, 60))
    for x, length, tone in ((440, 108, "gold"), (474, 92, "paper"), (508, 116, "main")):
        c.line("dim", 3, (x, 62), (x, length))
        c.poly(tone, *_star(x, length + 12, 16))
    c.pie("shade", (246, 92, 494, 340), 180, 270)
    c.pie("main", (246, 104, 450, 328), 180, 270)
    c.arc("paper", (246, 92, 494, 340), 180, 270, 8)
    c.pie("paper", (330, 160, 470, 272), 180, 360)
    c.pie("dim", (400, 172, 540, 260), 180, 360)
    c.poly("shade", (250, 216), (550, 216), (512, 340), (288, 340))
    c.poly("main", (250, 216), (478, 216), (452, 340), (288, 340))
    for x in (306, 356, 406, 456):
        c.poly("paper", *_star(x, 284, 15))
    c.box("gold", 238, 204, 562, 228, round_by=12)
    _sparks(c, (214, 128, 20), (606, 150, 15))


def _heart(c: "Canvas") -> None:
    for tone, dx in (("shade", 10), ("main", 0)):
        c.oval(tone, 340 + dx, 170, 82)
        c.oval(tone, 468 + dx, 170, 82)
        c.poly(tone, (270 + dx, 214), (538 + dx, 214), (404 + dx, 360))
        c.poly(tone, (404 + dx, 130), (500 + dx, 250), (404 + dx, 352), (300 + dx, 246))
    c.arc("paper", (282, 112, 390, 226), 180, 262, 11)
    c.line("gold", 9, (214, 316), (298, 272))
    c.line("gold", 9, (520, 156), (604, 112))
    c.poly("gold", (626, 100), (584, 100), (600, 134))
    for dx in (0, 18, 36):
        c.line("ochre", 7, (210 + dx, 318 - dx * 0.52), (196 + dx, 300 - dx * 0.52))
    _sparks(c, (250, 84, 20), (590, 232, 16))


def _rose(c: "Canvas") -> None:
    c.line("ink", 13, (400, 232), (412, 300), (392, 376))
    for side in (-1, 1):
        c.poly("ink", (404, 316 + side * 12), (404 + side * 54, 262), (404 + side * 104, 268), (404 + side * 66, 312))
    c.poly("dim", (330, 206), (400, 256), (470, 206), (440, 250), (400, 268), (360, 250))
    c.oval("shade", 346, 166, 60, 66)
    c.oval("shade", 454, 166, 60, 66)
    c.oval("main", 400, 138, 78, 72)
    c.pie("shade", (322, 98, 478, 258), 0, 180)
    c.pie("main", (336, 116, 464, 248), 10, 200)
    c.oval("shade", 400, 130, 50, 42)
    c.oval("main", 394, 126, 38, 30)
    c.arc("paper", (366, 104, 426, 150), 140, 380, 7)
    c.arc("paper", (382, 116, 412, 142), 0, 230, 6)
    _sparks(c, (266, 100, 20), (546, 94, 16), (548, 230, 12))


def _cake(c: "Canvas") -> None:
    c.oval("dim", 400, 352, 180, 22)
    c.oval("paper", 400, 346, 176, 18)
    for left, top, right, bottom in ((262, 246, 538, 348), (308, 166, 492, 252)):
        middle = (left + right) / 2
        c.box("main", left, top, right, bottom, round_by=14)
        c.box("shade", middle + 40, top, right, bottom, round_by=14)
        c.box("shade", middle + 40, top, right - 20, bottom)
        c.box("paper", left, top, right, top + 24, round_by=12)
        for i in range(round((right - left) / 46)):
            drop = 18 if i % 2 else 30
            c.box("paper", left + i * 46, top + 6, left + i * 46 + 46, top + 18 + drop, round_by=20)
    for x in (346, 400, 454):
        c.box("gold", x - 7, 112, x + 7, 168, round_by=4)
        c.line("ochre", 5, (x - 6, 152), (x + 6, 138))
        c.oval("ochre", x, 94, 12, 17)
        c.oval("glow", x, 99, 7, 11)
    _sparks(c, (250, 130, 18), (556, 118, 22), (588, 220, 13))


def _trophy(c: "Canvas") -> None:
    c.box("ink", 324, 334, 476, 372, round_by=8)
    c.box("main", 344, 308, 456, 338, round_by=6)
    c.ring("ochre", 310, 146, 58, 18)
    c.ring("ochre", 490, 146, 58, 18)
    c.box("ochre", 386, 250, 414, 312)
    c.poly("gold", (308, 74), (492, 74), (478, 190), (432, 254), (368, 254), (322, 190))
    c.poly("ochre", (424, 74), (492, 74), (478, 190), (432, 254), (400, 254))
    c.oval("paper", 400, 74, 92, 17)
    c.oval("ochre", 400, 76, 76, 11)
    c.poly("paper", *_star(386, 164, 42))
    _sparks(c, (238, 84, 20), (566, 92, 16), (548, 232, 22))


def _medal(c: "Canvas") -> None:
    c.poly("main", (300, 46), (356, 46), (424, 190), (384, 214))
    c.poly("shade", (500, 46), (444, 46), (376, 190), (416, 214))
    c.oval("ochre", 406, 270, 96)
    c.oval("gold", 400, 264, 96)
    c.ring("paper", 400, 264, 80, 7)
    c.poly("paper", *_star(400, 266, 58))
    c.poly("dim", *_star(400, 266, 58)[4:7], (400, 266))
    _sparks(c, (256, 182, 20), (560, 150, 22), (540, 330, 14))


def _gavel(c: "Canvas") -> None:
    c.oval("ink", 400, 360, 180, 17)
    c.box("shade", 262, 318, 538, 352, round_by=14)
    c.box("main", 284, 296, 516, 324, round_by=12)
    c.poly("ochre", *_slab(482, 226, 124, 13, 28))
    c.poly("gold", *_slab(480, 221, 124, 7, 28))
    c.poly("shade", *_slab(348, 158, 92, 50, -62))
    c.poly("main", *_slab(338, 152, 92, 40, -62))
    for shift in (-76, 76):
        x, y = 343 + shift * math.cos(math.radians(-62)), 155 + shift * math.sin(math.radians(-62))
        c.poly("gold", *_slab(x, y, 15, 56, -62))
    _sparks(c, (240, 240, 18), (540, 130, 20))


def _book(c: "Canvas") -> None:
    c.poly("shade", (210, 120), (400, 150), (590, 120), (590, 338), (400, 368), (210, 338))
    c.poly("ink", (400, 150), (410, 146), (410, 366), (400, 368), (390, 366), (390, 146))
    c.poly("paper", (228, 98), (330, 100), (396, 136), (396, 348), (330, 318), (228, 316))
    c.poly("dim", (572, 98), (470, 100), (404, 136), (404, 348), (470, 318), (572, 316))
    for i in range(4):
        y = 150 + i * 40
        c.line("main" if i == 0 else "ochre", 6, (252, y - 14), (318, y - 12), (368, y + 8))
        c.line("main" if i == 3 else "ochre", 6, (548, y - 14), (482, y - 12), (432, y + 8))
    c.poly("main", (506, 92), (536, 92), (536, 214), (521, 196), (506, 214))
    _sparks(c, (400, 82, 24), (326, 60, 13), (470, 58, 15))


def _newspaper(c: "Canvas") -> None:
    c.poly("dim", *_slab(428, 222, 126, 146, 8))
    c.poly("paper", *_slab(394, 216, 126, 146, -5))

    def at(x: float, y: float) -> "Point":
        return _turned([(x, y)], 394, 216, -5)[0]

    c.poly("ink", at(290, 92), at(498, 92), at(498, 120), at(290, 120))
    c.line("main", 5, at(292, 134), at(496, 134))
    c.poly("main", at(290, 150), at(390, 150), at(390, 236), at(290, 236))
    c.poly("gold", *_turned(_star(340, 194, 34), 394, 216, -5))
    for i in range(5):
        c.line("ochre" if i == 0 else "dim", 7, at(408, 156 + i * 19), at(494, 156 + i * 19))
    for i in range(5):
        c.line("dim", 7, at(294, 258 + i * 19), at(386, 258 + i * 19))
        c.line("dim", 7, at(408, 258 + i * 19), at(494 - 30 * (i == 4), 258 + i * 19))
    _sparks(c, (238, 110, 18), (580, 96, 20))


def _phone(c: "Canvas") -> None:
    c.poly("ink", *_slab(408, 218, 88, 156, 7))
    c.poly("dim", *_slab(402, 214, 88, 156, 7))
    c.poly("ink", *_slab(402, 214, 78, 144, 7))

    def at(x: float, y: float) -> "Point":
        return _turned([(x, y)], 402, 214, 7)[0]

    c.poly("main", at(324, 104), at(480, 104), at(480, 256), at(324, 256))
    c.poly("shade", at(324, 256), at(400, 176), at(440, 222), at(460, 200), at(480, 220), at(480, 256))
    c.oval("gold", *at(364, 146), 22)
    for i, width in enumerate((120, 92)):
        c.line("dim", 9, at(342, 286 + i * 24), at(342 + width, 286 + i * 24))
    c.line("dim", 6, at(380, 346), at(424, 346))
    c.box("paper", 500, 78, 612, 158, round_by=26)
    c.poly("paper", (520, 146), (560, 150), (510, 186))
    c.oval("main", 544, 112, 14)
    c.oval("main", 568, 112, 14)
    c.poly("main", (533, 119), (579, 119), (556, 144))
    _sparks(c, (262, 120, 20), (250, 280, 13))


def _rocket(c: "Canvas") -> None:
    c.poly("ochre", (364, 282), (436, 282), (418, 340), (400, 374), (382, 340))
    c.poly("glow", (380, 282), (420, 282), (400, 350))
    for x, y, radius in ((336, 366, 36), (464, 366, 36), (292, 372, 24), (508, 372, 24), (400, 378, 40)):
        c.oval("paper", x, y, radius, radius * 0.5)
    c.poly("shade", (352, 186), (300, 262), (300, 306), (364, 268))
    c.poly("shade", (448, 186), (500, 262), (500, 306), (436, 268))
    left = [(400.0, 36.0), (366.0, 82.0), (346.0, 142.0), (344.0, 206.0), (364.0, 274.0), (400.0, 274.0)]
    c.poly("paper", *left, *((800 - x, y) for x, y in reversed(left)))
    c.poly("dim", (400, 36), (434, 82), (454, 142), (456, 206), (436, 274), (412, 274), (424, 206), (422, 130))
    c.poly("main", (400, 36), (366, 82), (355, 112), (445, 112), (434, 82))
    c.poly("shade", (400, 36), (434, 82), (445, 112), (420, 112), (414, 80))
    c.oval("ink", 398, 162, 29)
    c.oval("gold", 398, 162, 20)
    c.box("main", 360, 262, 440, 284, round_by=8)
    c.poly("main", (394, 214), (406, 214), (406, 306), (394, 306))
    _sparks(c, (250, 96, 20), (560, 78, 16), (574, 210, 22), (226, 216, 12))


def _skyline(c: "Canvas") -> None:
    c.oval("glow", 400, 176, 108)
    c.oval("gold", 400, 176, 88)
    towers = (
        (196, 236, 58, "ink"),
        (250, 160, 62, "shade"),
        (306, 206, 54, "ink"),
        (356, 110, 70, "main"),
        (422, 186, 54, "ink"),
        (470, 140, 66, "shade"),
        (532, 220, 72, "ink"),
    )
    for left, top, width, tone in towers:
        c.box(tone, left, top, left + width, 362)
        for row in range(top + 18, 340, 28):
            for x in range(left + 11, left + width - 14, 18):
                c.box("gold" if (row * 7 + x * 3) % 5 < 2 else "paper", x, row, x + 8, row + 13)
    c.poly("main", (364, 112), (391, 56), (418, 112))
    c.line("dim", 4, (391, 60), (391, 28))
    _sparks(c, (250, 92, 18), (560, 96, 20))


def _tennis(c: "Canvas") -> None:
    def at(x: float, y: float) -> "Point":
        return _turned([(x, y)], 400, 210, 38)[0]

    c.line("ink", 25, at(400, 292), at(400, 410))
    c.line("main", 15, at(400, 256), at(400, 326))
    c.poly("main", at(356, 218), at(444, 218), at(408, 290), at(392, 290))
    c.oval("main", *at(400, 138), 106)
    c.oval("shade", *at(404, 142), 92)
    c.oval("ink", *at(400, 138), 90)
    for i in range(-4, 5):
        reach = math.sqrt(88**2 - (i * 20) ** 2)
        c.line("dim", 2.6, at(400 + i * 20, 138 - reach), at(400 + i * 20, 138 + reach))
        c.line("dim", 2.6, at(400 - reach, 138 + i * 20), at(400 + reach, 138 + i * 20))
    c.oval("ochre", 284, 318, 45)
    c.oval("gold", 280, 314, 43)
    c.arc("paper", (184, 262, 270, 366), 310, 50, 6)
    c.arc("paper", (290, 262, 376, 366), 130, 230, 6)


def _boxing(c: "Canvas") -> None:
    for side, tone, under in ((-1, "shade", "main"), (1, "main", "shade")):
        x = 400 + side * 88
        c.line("paper", 5, (x, 110), (400, 46))
        c.box("paper", x - 46, 272, x + 46, 354, round_by=12)
        c.box("gold", x - 46, 302, x + 46, 320)
        c.box(tone, x - 74, 96, x + 74, 286, round_by=64)
        c.oval(under, x - side * 54, 218, 36, 54)
        c.oval(tone, x - side * 48, 212, 29, 46)
        c.arc("paper", (x - 56, 110, x + 36, 214), 196, 250, 9)
    c.oval("gold", 400, 46, 12)
    _sparks(c, (214, 84, 20), (590, 84, 20), (400, 330, 18))


def _candle(c: "Canvas") -> None:
    c.oval("ink", 400, 366, 118, 17)
    c.oval("ochre", 400, 358, 112, 16)
    c.oval("gold", 400, 352, 106, 12)
    c.box("paper", 352, 190, 448, 356, round_by=10)
    c.box("dim", 412, 190, 448, 356, round_by=10)
    c.box("paper", 340, 190, 372, 262, round_by=16)
    c.box("paper", 404, 190, 430, 236, round_by=13)
    c.oval("glow", 400, 190, 48, 12)
    c.line("ink", 5, (400, 188), (400, 164))
    c.oval("ochre", 400, 134, 33, 44)
    c.poly("ochre", (371, 116), (400, 52), (429, 116))
    c.oval("gold", 400, 142, 22, 32)
    c.poly("gold", (381, 126), (400, 82), (419, 126))
    c.oval("glow", 400, 152, 12, 18)
    for x, tone in ((258, "main"), (542, "shade")):
        c.oval("ink", x, 338, 7, 26)
        for dx, dy in ((-20, 0), (20, 0), (0, -20), (0, 20)):
            c.oval(tone, x + dx, 292 + dy, 19)
        c.oval("gold", x, 292, 13)


def _fedora(c: "Canvas") -> None:
    c.oval("ink", 400, 324, 206, 38)
    c.oval("ochre", 400, 304, 206, 42)
    c.oval("gold", 400, 296, 198, 34)
    c.oval("shade", 400, 296, 132, 22)
    left = [(400.0, 118.0), (372.0, 100.0), (340.0, 96.0), (312.0, 112.0), (296.0, 150.0), (284.0, 292.0)]
    c.poly("gold", *left, *((800 - x, y) for x, y in reversed(left)))
    c.poly("ochre", *((800 - x, y) for x, y in left[1:]), (436, 292), (444, 190))
    c.poly("ochre", (372, 100), (400, 118), (428, 100), (414, 164), (400, 206), (386, 164))
    c.poly("ink", (290, 226), (510, 226), (516, 284), (284, 284))
    c.pie("ink", (284, 262, 516, 306), 0, 180)
    c.poly("main", (300, 234), (356, 232), (360, 282), (304, 280))
    c.line("shade", 5, (330, 234), (333, 281))
    _sparks(c, (232, 150, 20), (584, 160, 18), (548, 80, 14))


def _palm(c: "Canvas") -> None:
    stem = [(306 + 190 * t, 358 - 300 * t + 60 * t * (1 - t)) for t in (i / 12 for i in range(13))]
    for i, (x, y) in enumerate(stem[2:], 2):
        size = 104 * math.sin(math.pi * (i + 3.5) / 19)
        for tone, degrees in (("gold", -122), ("ochre", 2)):
            turn = math.radians(degrees + i * (2.2 if tone == "gold" else -5))
            tip = (x + size * math.cos(turn), y + size * math.sin(turn))
            middle = (x + size * 0.45 * math.cos(turn), y + size * 0.45 * math.sin(turn))
            across = (size * 0.13 * math.sin(turn), -size * 0.13 * math.cos(turn))
            sides = [(middle[0] + k * across[0], middle[1] + k * across[1]) for k in (1, -1)]
            c.poly(tone, (x, y), sides[0], tip, sides[1])
    c.line("glow", 7, *stem)
    c.poly("main", (318, 322), (352, 346), (338, 362), (306, 336))
    c.poly("main", (316, 340), (276, 334), (290, 372), (318, 360))
    c.poly("shade", (330, 350), (356, 382), (326, 388), (312, 358))
    _sparks(c, (262, 110, 20), (596, 250, 18), (250, 236, 13))


def _briefcase(c: "Canvas") -> None:
    c.arc("ink", (336, 84, 464, 196), 180, 360, 18)
    c.box("shade", 232, 142, 580, 356, round_by=24)
    c.box("main", 222, 134, 570, 346, round_by=24)
    c.box("shade", 222, 214, 570, 240)
    c.box("gold", 372, 204, 420, 256, round_by=8)
    c.box("ink", 388, 222, 404, 240, round_by=3)
    for x in (262, 530):
        c.box("gold", x - 9, 134, x + 9, 346)
    for x, y in ((566, 352), (566, 334), (566, 316)):
        c.oval("ochre", x, y + 6, 48, 15)
        c.oval("gold", x, y, 48, 15)
    c.poly("paper", *_star(566, 316, 12))
    _sparks(c, (226, 96, 18), (570, 92, 22))


def _sofa(c: "Canvas") -> None:
    c.line("ink", 14, (262, 338), (254, 370))
    c.line("ink", 14, (538, 338), (546, 370))
    c.box("shade", 246, 146, 554, 320, round_by=44)
    c.box("main", 254, 154, 396, 300, round_by=34)
    c.box("main", 404, 154, 546, 300, round_by=34)
    for x in (298, 352, 448, 502):
        c.oval("shade", x, 196, 6)
    c.box("shade", 262, 254, 538, 346, round_by=18)
    c.box("main", 268, 250, 397, 304, round_by=18)
    c.box("main", 403, 250, 532, 304, round_by=18)
    for left in (206, 526):
        c.box("shade", left, 214, left + 68, 350, round_by=30)
        c.box("main", left, 206, left + 68, 266, round_by=30)
        c.oval("gold", left + 34, 236, 10)
    c.poly("gold", *_slab(330, 238, 36, 36, 14))
    c.poly("paper", *_turned(_star(330, 238, 20), 330, 238, 14))
    c.line("dim", 6, (600, 96), (600, 372))
    c.line("dim", 8, (574, 372), (626, 372))
    c.poly("gold", (576, 66), (624, 66), (646, 130), (554, 130))
    _sparks(c, (226, 110, 20), (400, 96, 22), (500, 84, 13))


def _hourglass(c: "Canvas") -> None:
    c.oval("ink", 400, 368, 118, 15)
    for side in (-1, 1):
        c.line("ochre", 13, (400 + side * 100, 84), (400 + side * 100, 340))
    left = [
        (322.0, 82.0),
        (326.0, 132.0),
        (346.0, 172.0),
        (388.0, 212.0),
        (346.0, 252.0),
        (326.0, 292.0),
        (322.0, 342.0),
    ]
    c.poly("paper", *left, *((800 - x, y) for x, y in reversed(left)))
    c.poly("dim", *((800 - x, y) for x, y in left), (446, 342), (446, 290), (404, 212), (446, 134), (446, 82))
    c.poly("main", (336, 134), (464, 134), (446, 166), (404, 208), (396, 208), (354, 166))
    c.poly("shade", (446, 134), (464, 134), (446, 166), (404, 208), (420, 176))
    c.line("main", 5, (400, 204), (400, 300))
    c.poly("main", (400, 256), (444, 300), (462, 338), (338, 338), (356, 300))
    c.poly("shade", (400, 256), (444, 300), (462, 338), (424, 338))
    for top in (56, 332):
        c.box("gold", 284, top, 516, top + 32, round_by=10)
        c.box("ochre", 452, top, 516, top + 32, round_by=10)
    _sparks(c, (244, 120, 20), (562, 96, 16), (572, 250, 22), (230, 250, 12))


MOTIFS: Mapping[str, Motif] = {
    "microphone": Motif("A studio microphone in the spotlight on an empty stage", _microphone, (3, 5, 0)),
    "guitar": Motif("An acoustic guitar in the spotlight", _guitar, (1, 4, 2)),
    "vinyl": Motif("A vinyl record half out of its sleeve", _vinyl, (0, 3, 4)),
    "curtains": Motif("Theatre curtains opening on a golden star", _curtains, (5, 0, 2)),
    "clapper": Motif("A film clapperboard, open", _clapper, (4, 1, 3)),
    "reel": Motif("A film reel with a strip of film", _reel, (3, 2, 5)),
    "ticket": Motif("Two cinema tickets with a star", _ticket, (2, 0, 5)),
    "television": Motif("An old television set showing colour bars", _television, (1, 4, 0)),
    "crown": Motif("A golden crown with jewels", _crown, (0, 4, 3)),
    "rings": Motif("Two linked golden rings, one with a diamond", _rings, (5, 3, 2)),
    "cradle": Motif("A cradle under a mobile of stars", _cradle, (4, 1, 5)),
    "heart": Motif("A heart with an arrow through it", _heart, (3, 1, 4)),
    "rose": Motif("A single rose in the spotlight", _rose, (4, 3, 1)),
    "cake": Motif("A birthday cake with three candles", _cake, (1, 0, 5)),
    "trophy": Motif("A golden trophy cup with a star", _trophy, (2, 0, 3)),
    "medal": Motif("A gold medal on a ribbon", _medal, (3, 5, 0)),
    "gavel": Motif("A judge's gavel on its block", _gavel, (4, 2, 1)),
    "book": Motif("An open book with a bookmark", _book, (1, 5, 3)),
    "newspaper": Motif("A folded newspaper with a star on its front page", _newspaper, (2, 0, 4)),
    "phone": Motif("A phone showing a photo, with a heart in a speech bubble", _phone, (3, 1, 0)),
    "rocket": Motif("A rocket lifting off among stars", _rocket, (0, 5, 3)),
    "skyline": Motif("A city skyline before a low sun", _skyline, (5, 0, 1)),
    "tennis": Motif("A tennis racket and a ball", _tennis, (4, 2, 0)),
    "boxing": Motif("A pair of boxing gloves hung up by their laces", _boxing, (3, 4, 1)),
    "candle": Motif("A lit candle between two flowers", _candle, (0, 1, 5)),
    "fedora": Motif("A wide-brimmed felt hat", _fedora, (1, 4, 2)),
    "palm": Motif("A golden palm branch", _palm, (2, 0, 3)),
    "briefcase": Motif("A briefcase beside a stack of coins", _briefcase, (5, 3, 4)),
    "sofa": Motif("A sofa beside a floor lamp", _sofa, (1, 3, 4)),
    "hourglass": Motif("An hourglass with running sand", _hourglass, (4, 3, 0)),
}
