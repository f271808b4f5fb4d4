"""An evaluation as text for the terminal and as one page of HTML that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from iodeep_viewer.training.case_pictures import case_picture
from iodeep_viewer.training.charts import histogram, learning_curve, reliability
from iodeep_viewer.training.evaluation import Case, Evaluation
from iodeep_viewer.training.objective import Figures
from iodeep_viewer.training.run_files import CurvePoint

_WORST = 10

_MAIN = (
    "dice_mean",
    "dice_median",
    "lesion_sensitivity",
    "false_regions_per_picture",
    "false_region_rate",
    "average_precision_at_overlap_0.5",
    "sensitivity",
    "false_boxes_per_picture",
    "accuracy",
)
"""Figures of all tasks by which parts are compared."""

_STYLE = """
:root { color-scheme: light dark; --first: #2563b0; --second: #c2571a; --grid: #d5d9de; --wanted: #35d07f;
  --found: #ff5050; --text: #1c2127; --soft: #5c6670; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --first: #6aa5ee; --second: #ee9a5d; --grid: #3a4149; --text: #e6e9ec;
  --soft: #a2abb4; --page: #15181c; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 70rem;
  margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; } p { color: var(--soft); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: .25rem .9rem .25rem 0; text-align: left; border-bottom: 1px solid var(--grid); font-weight: 400; }
th { color: var(--soft); } .number { text-align: right; }
.charts, .cases { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); }
.cases { grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); }
svg { width: 100%; display: block; } svg text { font-size: 12px; fill: var(--soft); }
figure { margin: 0; } figcaption { font-size: .8rem; color: var(--soft); overflow-wrap: anywhere; }
.wanted { color: var(--wanted); } .found { color: var(--found); }
"""


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Content of the page about a network.

    Attributes
    ----------
    title, subtitle
        The network and its data.
    robustness
        Evaluations on changed slices by name; None where the change means nothing to the network.
    curve
        Of the training run; may be empty.
    """

    title: str
    subtitle: str
    evaluation: Evaluation
    robustness: Mapping[str, Evaluation | None]
    curve: Sequence[CurvePoint]


def text_report(report: Report) -> str:
    """Return the figures as lines for a terminal."""
    lines = [f"{report.title}: {report.subtitle}", ""]
    lines += [f"  {words(name):<42} {value(number)}" for name, number in figures_of(report.evaluation).items()]
    for title, compared in _comparisons(report):
        names = _compared(compared)
        lines += ["", f"{title:<44} {'  '.join(map(words, names))}"]
        for row, figures in compared.items():
            cells = "  ".join(f"{_cell(figures, name):>{len(words(name))}}" for name in names)
            lines.append(f"  {row:<42} {cells if figures else 'means nothing to this network'}")
    return "\n".join(lines)


def html_report(report: Report) -> str:
    """Return a whole page."""
    evaluation = report.evaluation
    sections = [
        f"<h1>{escape(report.title)}</h1><p>{escape(report.subtitle)}</p>",
        _figures(evaluation),
        *(_comparison(title, compared) for title, compared in _comparisons(report)),
        _charts(report),
        _cases(evaluation),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head>\n<body>{''.join(sections)}</body></html>\n"
    )


def figures_of(evaluation: Evaluation) -> Figures:
    """All figures of an evaluation, the time included."""
    return {**evaluation.figures, "milliseconds_per_slice": round(evaluation.milliseconds, 1)}


def words(name: str) -> str:
    """Return the name of a figure as words."""
    return name.replace("_", " ").replace("95 percent interval", "95 % interval")


def value(number: float | int | list[float]) -> str:
    """Return a figure as text; a list of two is a range."""
    if isinstance(number, list):
        return " to ".join(map(value, number))
    if isinstance(number, int):
        return f"{number:,}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.3f}"


def main_figures(figures: Figures) -> Figures:
    """Return the few figures by which parts of the data are compared."""
    return {name: figures[name] for name in _MAIN if name in figures}


def _comparisons(report: Report) -> list[tuple[str, dict[str, Figures]]]:
    """Titles, and figures by row; a row without figures means nothing to the network."""
    found = []
    if report.evaluation.groups:
        found.append(("By part of the data", dict(report.evaluation.groups)))
    if report.robustness:
        changed = {name: item.figures if item else {} for name, item in report.robustness.items()}
        found.append(("Robustness", {"as they are": report.evaluation.figures, **changed}))
    return found


def _compared(rows: Mapping[str, Figures]) -> list[str]:
    return [name for name in _MAIN if any(name in figures for figures in rows.values())]


def _cell(figures: Figures, name: str) -> str:
    return value(figures[name]) if name in figures else "–"


def _figures(evaluation: Evaluation) -> str:
    rows = (
        f'<tr><th>{escape(words(name))}</th><td class="number">{value(number)}</td></tr>'
        for name, number in figures_of(evaluation).items()
    )
    return f"<h2>Figures</h2><table>{''.join(rows)}</table>"


def _comparison(title: str, rows: Mapping[str, Figures]) -> str:
    names = _compared(rows)
    head = "".join(f'<th class="number">{escape(words(name))}</th>' for name in names)
    lines = []
    for row, figures in rows.items():
        cells = "".join(f'<td class="number">{_cell(figures, name)}</td>' for name in names)
        nothing = f'<td colspan="{len(names)}">means nothing to this network</td>'
        lines.append(f"<tr><th>{escape(row)}</th>{cells if figures else nothing}</tr>")
    return f"<h2>{title}</h2><table><tr><th></th>{head}</tr>{''.join(lines)}</table>"


def _charts(report: Report) -> str:
    evaluation = report.evaluation
    found = [case.judgement.score for case in evaluation.cases if case.item.has_finding]
    charts = []
    if found:
        charts.append(("Slices with a finding", histogram(found, evaluation.score_name)))
    charts.append(("Calibration", reliability(evaluation.calibration)))
    if len(report.curve) > 1:
        charts.append(("Validation during training", learning_curve(report.curve, lambda point: point.score, "score")))
        charts.append(("Loss during training", learning_curve(report.curve, lambda point: point.loss, "loss")))
    figures = (f"<figure><h2>{title}</h2>{chart}</figure>" for title, chart in charts)
    return f'<div class="charts">{"".join(figures)}</div>'


def _cases(evaluation: Evaluation) -> str:
    figures = "".join(_case(case, evaluation.score_name) for case in evaluation.worst[:_WORST])
    return (
        '<h2>Worst cases</h2><p><span class="wanted">━━ marked</span> &ensp; '
        f'<span class="found">╍╍ proposed</span></p><div class="cases">{figures}</div>'
    )


def _case(case: Case, score_name: str) -> str:
    told = f"{escape(score_name)} {case.judgement.score:.3f}" if case.item.has_finding else "nothing to be found"
    caption = f"{escape(case.item.name)}<br>{told}"
    return f"<figure>{case_picture(case)}<figcaption>{caption}</figcaption></figure>"
