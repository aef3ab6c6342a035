"""The theme's palette: the portal's colours, under the names the admin theme knows."""

COLORS = {
    "base": {
        "50": "#faf8f4",
        "100": "#f2efe8",
        "200": "#e2ddd3",
        "300": "#cbc5b9",
        "400": "#9a958a",
        "500": "#63655f",
        "600": "#4a4e4c",
        "700": "#454b48",
        "800": "#2c302e",
        "900": "#1a1c1b",
        "950": "#111312",
    },
    "primary": {
        "50": "#eef7f6",
        "100": "#e1efed",
        "200": "#c5e2df",
        "300": "#a5e0d9",
        "400": "#93d8d0",
        "500": "#7ccfc6",
        "600": "#0d5f61",
        "700": "#094a4c",
        "800": "#0a3d3f",
        "900": "#173536",
        "950": "#062b2b",
    },
    "font": {
        "subtle-light": "#575b59",
        "subtle-dark": "#adb1ad",
        "default-light": "#33373a",
        "default-dark": "#dcdcd6",
        "important-light": "#1d201f",
        "important-dark": "#edece7",
    },
}
