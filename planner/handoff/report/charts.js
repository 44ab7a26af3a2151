"use strict";
const specs = JSON.parse(document.getElementById("specs").textContent);
for (const [name, spec] of Object.entries(specs)) {
  vegaEmbed(document.getElementById(name), spec, { renderer: "svg", actions: false });
}
// Nobody can open a fold on paper.
const folds = document.querySelectorAll("details");
addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));
