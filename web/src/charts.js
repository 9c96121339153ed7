// Draws the charts of a page: each Vega-Lite specification in a block of data, as SVG in the figure where the block stands.
import { View, loader, parse } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

const dark = matchMedia("(prefers-color-scheme: dark)");

// Data stands in the specification; nothing is fetched.
const closed = { ...loader(), load: () => Promise.reject(new Error("charts load nothing")) };

function config(width) {
  const text = dark.matches ? "#ddd" : "#222";
  const quiet = dark.matches ? "#999" : "#666";
  const line = dark.matches ? "#444" : "#ddd";
  const axis = { domainColor: quiet, gridColor: line, tickColor: quiet, labelColor: text, titleColor: quiet };
  return {
    background: null,
    font: "system-ui, sans-serif",
    view: { stroke: null },
    axis: { ...axis, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelLimit: Math.min(280, width * 0.4) },
    legend: { ...(width < 600 ? { orient: "bottom", columns: 2 } : {}), symbolLimit: 12, tickMinStep: 1, labelColor: text, titleColor: quiet, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
    title: { color: text, subtitleColor: quiet, anchor: "start" },
    mark: { color: dark.matches ? "#7aa7ff" : "#2f5fc4", tooltip: true },
    text: { color: text },
    range: dark.matches ? { category: DARK, heatmap: ["#26324a", "#8db4ff"] } : { category: LIGHT, heatmap: ["#dde7fb", "#234fae"] },
  };
}

const LIGHT = ["#2f5fc4", "#b8560f", "#2c7a4b", "#8a3fa8", "#b02a4a", "#0f7490", "#75611a", "#5b5f6b"];
const DARK = ["#7aa7ff", "#f0a35e", "#7fcf9d", "#cf9be6", "#f08aa3", "#6cc6dd", "#d6c06a", "#b3b8c4"];

function placeOf(figure) {
  figure.classList.add("drawn");
  const place = figure.querySelector(".drawing") ?? figure.appendChild(document.createElement("div"));
  place.className = "drawing";
  // A long drawing scrolls, also by keys.
  place.tabIndex = 0;
  return place;
}

async function draw(block) {
  const place = placeOf(block.parentElement);
  place.view?.finalize();
  // The caption of the figure has the title.
  const { title, ...shown } = JSON.parse(block.textContent);
  const { spec } = compile(shown, { config: config(place.clientWidth) });
  // With syntax trees in place of functions from texts, no `eval` is needed.
  const runtime = parse(spec, undefined, { ast: true });
  place.view = new View(runtime, { expr: expressionInterpreter, renderer: "svg", container: place, loader: closed, hover: false });
  await place.view.runAsync();
}

function drawAll() {
  for (const block of document.querySelectorAll('script[type="application/json"].chart')) {
    draw(block).catch((error) => console.error("the chart cannot be drawn:", error));
  }
}

drawAll();
dark.addEventListener("change", drawAll);
