"""A drawing as SVG markup. Every text goes through an XML writer, so nothing in it is ever markup."""

from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString

from common.plot.shapes import Dot, Drawing, Line, Rect, Role, Shape, Text

NAMESPACE = "http://www.w3.org/2000/svg"
RADIUS = 3.5
SQUARE = {Role.RIGHT}


def svg(drawing: Drawing, style: str = "") -> SafeString:
    """``style`` is a style sheet of our own for where no page brings one; a page never needs it."""
    root = Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "class": "plot",
            "viewBox": f"0 0 {drawing.width} {drawing.height}",
            "role": "img",
            "aria-label": drawing.label,
        },
    )
    if style:
        root.attrib |= {"width": str(drawing.width), "height": str(drawing.height)}
        SubElement(root, "style").text = style
    for shape in drawing.shapes:
        _add(root, shape)
    return SafeString(tostring(root, encoding="unicode"))


def _add(root: Element, shape: Shape) -> None:
    match shape:
        case Rect():
            box = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height, "rx": 2}
            _titled(SubElement(root, "rect", _attributes(f"plot__{shape.role}", box)), shape.title)
        case Line():
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
            SubElement(root, "polyline", {"class": f"plot__line plot__{shape.role}", "points": points})
        case Dot():
            _dot(root, shape)
        case Text():
            place = _attributes(f"plot__{shape.role}", {"x": shape.x, "y": shape.y})
            SubElement(root, "text", place | {"text-anchor": shape.anchor}).text = shape.text


def _dot(root: Element, dot: Dot) -> None:
    role = f"plot__dot plot__{dot.role}"
    if dot.role in SQUARE:
        corner = {"x": dot.x - RADIUS, "y": dot.y - RADIUS, "width": RADIUS * 2, "height": RADIUS * 2}
        _titled(SubElement(root, "rect", _attributes(role, corner)), dot.title)
    else:
        _titled(
            SubElement(root, "circle", _attributes(role, {"cx": dot.x, "cy": dot.y, "r": RADIUS})), dot.title
        )


def _titled(element: Element, title: str) -> None:
    if title:
        SubElement(element, "title").text = title


def _attributes(role: str, numbers: dict[str, float]) -> dict[str, str]:
    return {"class": role} | {name: _number(value) for name, value in numbers.items()}


def _number(value: float) -> str:
    return f"{value:g}"
