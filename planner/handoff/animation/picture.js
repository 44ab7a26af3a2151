"use strict";

// How a moment is drawn. Lengths are CSS pixels; the canvas has as many dots a pixel as the screen.

const ARRIVES = 4; // working days in which a new customer grows to its size
const FADES = 10; // in which one that churned fades
const RINGS = 6; // in which the ring of a renewal spreads
const NUMBERS_FROM = 5.5; // radius of a dot that has room for a number
const MARGIN = 4; // around the places, for the ring of a renewal

/** The colours of the style sheet, light or dark as the reader has it. */
function palette(most) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["ink", "soft", "line", "edge", "renewed", "churned", "queue", "busy", "idle"];
  const colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
  const stops = ["youngest", "middle", "oldest"].map((name) => rgb(colour(name)));
  const shades = Array.from({ length: most + 1 }, (_, k) => shade(stops, most ? k / most : 0));
  return { ...colours, shades: shades.map(css), numbers: shades.map(readableOn) };
}

function rgb(hex) {
  return [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
}

function css(channels) {
  return `rgb(${channels.map(Math.round).join(" ")})`;
}

/** The colour at `share` of the way along three stops. */
function shade([first, middle, last], share) {
  const [from, to, way] = share < 0.5 ? [first, middle, 2 * share] : [middle, last, 2 * share - 1];
  return from.map((channel, k) => channel + way * (to[k] - channel));
}

function readableOn([red, green, blue]) {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#0b2545" : "#ffffff";
}

/** A clean canvas of the size it has on the page. */
function surface(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  return { pen, width, height };
}

/** The widest square places, at most `widest`, of which `count` fit into the room, row by row. */
function grid(count, wide, high, widest = Infinity) {
  const [width, height] = [wide - 2 * MARGIN, high - 2 * MARGIN];
  let columns = Math.max(1, Math.floor(Math.sqrt((count * width) / height)), Math.floor(width / widest));
  while (Math.ceil(count / columns) * (width / columns) > height) columns += 1;
  const pitch = Math.min(width / columns, widest);
  const centre = (place) => [
    MARGIN + (place % columns) * pitch + pitch / 2,
    MARGIN + Math.floor(place / columns) * pitch + pitch / 2,
  ];
  const placeAt = (x, y) => {
    const column = Math.floor((x - MARGIN) / pitch);
    const place = Math.floor((y - MARGIN) / pitch) * columns + column;
    return column >= 0 && column < columns && place >= 0 && place < count ? place : null;
  };
  return { pitch, centre, placeAt };
}

/** The places of a group's customers. */
function placesOf(group, width, height) {
  return grid(group.joined.length, width, height, 44);
}

function circle(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

/** All customers, each in its place; `marked` is the one that is pointed at. */
function drawCustomers(canvas, scene, group, now, colours, still, marked) {
  const { pen, width, height } = surface(canvas);
  const { pitch, centre } = placesOf(group, width, height);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = `600 ${Math.round(pitch * 0.52)}px system-ui, sans-serif`;
  for (let place = 0; place < group.joined.length; place += 1) {
    const customer = customerAt(scene, group, place, now);
    const [x, y] = centre(place);
    if (customer) drawCustomer(pen, x, y, pitch, customer, colours, still);
    else drawPeg(pen, x, y, pitch, colours);
    if (place === marked) {
      pen.strokeStyle = colours.ink;
      pen.lineWidth = 2;
      pen.strokeRect(x - pitch / 2, y - pitch / 2, pitch, pitch);
    }
  }
}

function drawCustomer(pen, x, y, pitch, customer, colours, still) {
  const { sinceJoined, sinceRenewed, sinceLeft } = customer;
  const full = 0.42 * pitch;
  const gone = sinceLeft >= 0;
  if (gone) drawCross(pen, x, y, pitch, colours);
  const fading = still || !gone ? 0 : 1 - sinceLeft / FADES;
  if (gone && fading <= 0) return;
  const grown = still ? 1 : Math.min(1, 0.3 + (0.7 * sinceJoined) / ARRIVES);
  const radius = full * grown;
  pen.globalAlpha = gone ? fading : 1;
  circle(pen, x, y, radius);
  pen.fillStyle = gone ? colours.churned : colours.shades[customer.renewals];
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = gone ? colours.churned : colours.edge;
  pen.stroke();
  if (grown === 1 && radius >= NUMBERS_FROM) {
    pen.fillStyle = gone ? "#ffffff" : colours.numbers[customer.renewals];
    pen.fillText(customer.renewals, x, y + 0.5);
  }
  if (!gone && !still && sinceRenewed >= 0 && sinceRenewed < RINGS) {
    const spread = sinceRenewed / RINGS;
    pen.globalAlpha = 1 - spread;
    pen.strokeStyle = colours.renewed;
    pen.lineWidth = 2.5;
    circle(pen, x, y, radius + 1 + 0.35 * pitch * spread);
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/** The place of a customer that is still to come. */
function drawPeg(pen, x, y, pitch, colours) {
  circle(pen, x, y, Math.max(0.75, 0.09 * pitch));
  pen.fillStyle = colours.line;
  pen.fill();
}

/** What stays in the place of a customer that churned. */
function drawCross(pen, x, y, pitch, colours) {
  const arm = 0.17 * pitch;
  pen.strokeStyle = colours.churned;
  pen.lineWidth = Math.max(1, pitch / 11);
  pen.beginPath();
  pen.moveTo(x - arm, y - arm);
  pen.lineTo(x + arm, y + arm);
  pen.moveTo(x + arm, y - arm);
  pen.lineTo(x - arm, y + arm);
  pen.stroke();
}

/** One server: busy filled, idle as an outline, sought dashed. */
function drawServer(pen, x, y, size, state, colours) {
  pen.setLineDash(state === "sought" ? [2, 2] : []);
  pen.beginPath();
  pen.roundRect(x - size / 2, y - size / 2, size, size, size / 3.5);
  pen.fillStyle = colours.busy;
  pen.strokeStyle = colours.idle;
  if (state === "busy") pen.fill();
  else pen.stroke();
}

/** A team that shares its work, the busy first; `most` is the most there are. */
function drawTeam(canvas, counts, most, colours) {
  const { pen, width, height } = surface(canvas);
  const { pitch, centre } = grid(Math.max(most, 1), width, height, 18);
  const team = counts.busy + counts.idle;
  for (let place = 0; place < team + counts.vacant; place += 1) {
    const state = place < counts.busy ? "busy" : place < team ? "idle" : "sought";
    drawServer(pen, ...centre(place), 0.68 * pitch, state, colours);
  }
}

/** A team of whom each has a book: servers in a row, each below what waits for it alone. */
function drawBooks(canvas, counts, most, fullest, colours) {
  const { pen, width, height } = surface(canvas);
  const pitch = Math.min((width - 2 * MARGIN) / Math.max(most, 1), 30);
  const size = Math.min(0.68 * pitch, 12);
  const base = height - size - 6;
  pen.font = "11px system-ui, sans-serif";
  pen.textAlign = "center";
  for (let place = 0; place < counts.books.length + counts.vacant; place += 1) {
    const x = MARGIN + (place + 0.5) * pitch;
    const [waiting, works] = counts.books[place] ?? [0, null];
    const state = works === null ? "sought" : works ? "busy" : "idle";
    drawServer(pen, x, height - size / 2 - 2, size, state, colours);
    if (!waiting) continue;
    const high = Math.max(2, ((base - 14) * waiting) / Math.max(fullest, 1));
    pen.fillStyle = colours.queue;
    pen.fillRect(x - size / 2, base - high, size, high);
    pen.fillStyle = colours.ink;
    if (pitch >= 18) pen.fillText(number.format(waiting), x, base - high - 4);
  }
}

/** The line of `values`, one a day, up to now; `most` is the top of the scale. */
function drawHistory(canvas, scene, values, most, now, colours) {
  const { pen, width, height } = surface(canvas);
  const x = (day) => 1 + ((width - 5) * day) / scene.end;
  const y = (value) => height - 1 - ((height - 6) * value) / Math.max(most, 1);
  pen.strokeStyle = colours.line;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let day = 0; day <= scene.end; day += 12 * scene.days_per_month) {
    pen.moveTo(x(day), 0);
    pen.lineTo(x(day), height);
  }
  pen.moveTo(0, height - 0.5);
  pen.lineTo(width, height - 0.5);
  pen.stroke();

  const last = Math.floor(now);
  pen.beginPath();
  for (let day = 0; day <= last; day += 1) pen.lineTo(x(day), y(values[day]));
  pen.strokeStyle = pen.fillStyle = colours.queue;
  pen.lineWidth = 1.75;
  pen.lineJoin = "round";
  pen.stroke();
  circle(pen, x(last), y(values[last]), 2.5);
  pen.fill();
  pen.beginPath();
  pen.moveTo(x(0), height);
  for (let day = 0; day <= last; day += 1) pen.lineTo(x(day), y(values[day]));
  pen.lineTo(x(last), height);
  pen.globalAlpha = 0.18;
  pen.fill();
}
