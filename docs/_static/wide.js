// What is wider than its place scrolls on its own. A line above it says so, wherever that happens.
"use strict";

const mark = () => {
  for (const block of document.querySelectorAll(".table-wrapper, .picture, .cell_output, .clea-scroll, .highlight pre")) {
    const named = block.matches("pre") ? block.parentElement : block;
    named.classList.toggle("overflows", block.scrollWidth > block.clientWidth + 1);
  }
};

addEventListener("load", mark);
addEventListener("resize", mark);
