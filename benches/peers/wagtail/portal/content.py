"""The typed document of an article of ours as blocks of Wagtail, made once, when it is loaded."""

from html import escape
from itertools import groupby

SIMPLE = {"strong": "strong", "em": "em", "underline": "u", "strike": "s", "sub": "sub", "sup": "sup"}
LINES = {"paragraph", "heading", "caption", "table_caption"}
FALLBACK_WIDTH = 640


def stream(doc, media):
    """Text between pictures and tables is one block."""
    body = []
    for node in doc["content"]:
        if node["type"] == "picture":
            body.append(("picture", picture(node, media[node["attrs"]["media"]])))
        elif node["type"] == "table_block":
            body.append(("table", table(node)))
        elif body and body[-1][0] == "text":
            body[-1] = ("text", body[-1][1] + block(node))
        else:
            body.append(("text", block(node)))
    return body


def words(node):
    """Syllables, as Vietnamese editors count."""
    if node["type"] in LINES:
        return len("".join(part.get("text", "\n") for part in node.get("content", [])).split())
    credit = node.get("attrs", {}).get("credit", "")
    return len(credit.split()) + sum(words(child) for child in node.get("content", []))


def block(node):
    inside = node.get("content", [])
    match node["type"]:
        case "paragraph":
            return wrap("p", inline(inside)) if inside else ""
        case "heading":
            return wrap(f"h{node.get('attrs', {}).get('level', 2)}", inline(inside))
        case "bullet_list":
            return wrap("ul", "".join(wrap("li", tight(item["content"])) for item in inside))
        case "ordered_list":
            return wrap("ol", "".join(wrap("li", tight(item["content"])) for item in inside))
        case "blockquote":
            return wrap("blockquote", "".join(map(block, inside)))
        case "horizontal_rule":
            return "<hr>"
        case other:
            raise ValueError(f"{other} is not known here")


def tight(nodes):
    """A single line stands without a paragraph around it, also when lists follow."""
    first, *rest = nodes
    if first["type"] == "paragraph" and all(node["type"].endswith("_list") for node in rest):
        return inline(first.get("content", [])) + "".join(map(block, rest))
    return "".join(map(block, nodes))


def inline(nodes, depth=0):
    """Neighbours that share a mark share its element."""

    def mark_at(node):
        marks = node.get("marks", [])
        return marks[depth] if len(marks) > depth else None

    html = ""
    for mark, run in groupby(nodes, key=mark_at):
        if mark is None:
            html += "".join(escape(node["text"]) if node["type"] == "text" else "<br>" for node in run)
        else:
            html += marked(mark, inline(list(run), depth + 1))
    return html


def marked(mark, inside):
    kind, attrs = mark["type"], mark.get("attrs", {})
    if kind == "link":
        return f'<a href="{escape(attrs["href"])}">{inside}</a>'
    if kind == "language":
        return f'<span lang="{escape(attrs["lang"])}">{inside}</span>'
    return wrap(SIMPLE[kind], inside)


def picture(node, renditions):
    """`renditions` are (format, width, address, width and height of the original), from narrow to wide."""

    def srcset(wanted):
        return ", ".join(f"{one['address']} {one['width']}w" for one in renditions if one["format"] == wanted)

    jpegs = [one for one in renditions if one["format"] == "jpeg"]
    fallback = min(jpegs, key=lambda one: abs(one["width"] - FALLBACK_WIDTH))
    attrs = node["attrs"]
    return {
        "webp": srcset("webp"),
        "jpeg": srcset("jpeg"),
        "src": fallback["address"],
        "width": fallback["whole_width"],
        "height": fallback["whole_height"],
        "alt": "" if attrs.get("decorative") else attrs.get("alt", ""),
        "caption": "".join(inline(part.get("content", [])) for part in node.get("content", [])),
        "credit": attrs.get("credit", ""),
    }


def table(node):
    parts = {part["type"]: part.get("content", []) for part in node["content"]}
    rows, caption = parts.get("table", []), inline(parts.get("table_caption", []))
    html = "".join(wrap("tr", "".join(map(cell, row.get("content", [])))) for row in rows)
    return wrap("table", (wrap("caption", caption) if caption else "") + html)


def cell(node):
    tag = "th" if node["type"] == "table_header" else "td"
    spans = "".join(f' {name}="{node["attrs"][name]}"' for name in ("colspan", "rowspan") if name in node.get("attrs", {}))
    return f"<{tag}{spans}>{tight(node['content'])}</{tag}>"


def wrap(tag, inside):
    return f"<{tag}>{inside}</{tag}>"
