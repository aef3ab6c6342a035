"""How the roles of a plot look on paper, where no page brings its style sheet."""

STYLE = """
.plot__line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
text { font-family: "Libertinus Serif", serif; font-size: 12px; fill: #575b59 }
.plot__grid { stroke: #e2ddd3; stroke-width: 1 }
.plot__today { stroke: #857f73; stroke-width: 1; stroke-dasharray: 3 3 }
.plot__due { fill: #f2efe8 }
.plot__done { fill: #9ebfbf }
.plot__band { fill: #f2efe8 }
.plot__pain, .plot__left, .plot__both { stroke: #0d5f61; fill: none }
.plot__right { stroke: #7a4c00; fill: none; stroke-dasharray: 5 3 }
.plot__pain { stroke: #a1261e }
.plot__dot.plot__pain { fill: #a1261e }
.plot__dot.plot__left, .plot__dot.plot__both { fill: #0d5f61 }
.plot__dot.plot__right { fill: #ffffff; stroke-width: 2; stroke-dasharray: none }
.plot__mark { fill: #0d5f61 }
.plot__run { fill: #0d5f61 }
.plot__walk { fill: #9ebfbf }
.plot__week { fill: #e1efed }
.plot__again { fill: #fbf0d8; stroke: #7a4c00 }
.plot__ahead { fill: #ffffff; stroke: #e2ddd3 }
.plot__pause { fill: #f2efe8; stroke: #857f73; stroke-dasharray: 3 2 }
.plot__stop { fill: #fbe7e4; stroke: #a1261e }
.plot__name { fill: #1d201f }
"""
