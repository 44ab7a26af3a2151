"use strict";

// The page: one moment is shown, and controls move it.

const SECONDS = 60; // that the whole horizon takes at normal speed

const scene = unpacked(JSON.parse(document.getElementById("scene").textContent));
const largest = (...lists) => lists.flat().reduce((most, each) => Math.max(most, each), 0);
const teams = scene.sides.flatMap((side) => side.teams);
const groups = teams.flatMap((team) => team.groups);
const places = (team, people) => people.map((each, look) => each + soughtAt(team, look));
const filled = (team) => (team.books ?? []).flat().map(([waiting]) => waiting);
const most = {
  renewals: largest(...groups.map((group) => group.renewed.map((own) => own.length))),
  team: largest(...teams.flatMap((team) => [places(team, team.team), places(team, team.busy)])),
};
/** The top of a team's scales: that of the team of its name under either policy. */
const tops = (team) => {
  const own = teams.filter((each) => each.name === team.name);
  return { waiting: largest(...own.map((each) => each.waiting)), book: largest(...own.map(filled)) };
};
const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const number = new Intl.NumberFormat("en");
const longDate = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const shortDate = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

const player = { now: 0, playing: false, stamp: null, pointed: null, colours: palette(most.renewals) };
const at = (id) => document.getElementById(id);
const panels = scene.sides.map((side, k) => ({
  count: counter(at(`side-${k}`)),
  teams: side.teams.map((team, t) => panel(at(`side-${k}-team-${t}`), team)),
}));

function counter(root) {
  return (name) => root.querySelector(`[data-count="${name}"]`);
}

/** Where a team and its groups are shown. */
function panel(root, team) {
  const picture = (name) => root.querySelector(`[data-picture="${name}"]`);
  const crowds = [...root.querySelectorAll(".crowd")];
  return {
    team,
    tops: tops(team),
    told: root.querySelector("dl") !== null,
    count: counter(root),
    bar: root.querySelector("[data-bar]"),
    history: picture("history"),
    people: picture("team"),
    crowds: crowds.map((crowd, g) => ({
      group: team.groups[g],
      count: counter(crowd),
      picture: crowd.querySelector("canvas"),
    })),
  };
}

// ---- Showing ------------------------------------------------------------------------------------

function show(now) {
  player.now = Math.min(Math.max(now, 0), scene.end);
  const sides = panels.map(showSide);
  showClock(clockAt(scene, player.now));
  say(at("difference"), difference(sides[0], sides[1]));
  showTip();
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showClock(clock) {
  const inLongRun = `Month ${12 * (clock.year - 1) + 3 * (clock.quarter - 1) + Math.ceil(clock.dayOfQuarter / scene.days_per_month)} of the long run`;
  const date = scene.dated ? longDate.format(new Date(clock.date)) : inLongRun;
  say(at("date"), date);
  if (scene.dated) at("date").dateTime = clock.date;
  const { year, day, quarter, dayOfQuarter } = clock;
  say(at("clock"), `Year ${year}, day ${day} · quarter ${quarter}, day ${dayOfQuarter}`);
  at("slider").value = Math.round(player.now);
  at("slider").setAttribute("aria-valuetext", date);
}

/** Show a side and its teams; returns its counts. */
function showSide(side) {
  const counts = side.teams.map(showTeam);
  const all = added(counts.map(({ books, groups, churnRate, ...own }) => own));
  tell(side.count, all);
  return all;
}

function showTeam(panel) {
  const { team, tops } = panel;
  const counts = countsAt(team, player.now);
  const { now, colours } = player;
  if (panel.told) tell(panel.count, counts);
  for (const name of ["waiting", "busy", "idle", "vacant"]) {
    if (panel.count(name)) say(panel.count(name), number.format(counts[name]));
  }
  say(panel.count("top"), number.format(tops.waiting));
  panel.bar.style.inlineSize = `${(100 * counts.waiting) / Math.max(tops.waiting, 1)}%`;
  drawHistory(panel.history, scene, team.waiting, tops.waiting, now, colours);
  if (counts.books) drawBooks(panel.people, counts, most.team, tops.book, colours);
  else drawTeam(panel.people, counts, most.team, colours);
  panel.crowds.forEach((crowd, g) => showCrowd(crowd, counts.groups[g]));
  if (!player.playing) panel.people.ariaLabel = peopleInWords(team, counts);
  return counts;
}

function showCrowd(crowd, counts) {
  const { group, picture } = crowd;
  const { now, colours, pointed } = player;
  const marked = pointed && pointed.group.name === group.name ? pointed.place : null;
  drawCustomers(picture, scene, group, now, colours, still.matches, marked);
  if (group.name && crowd.count("present")) tell(crowd.count, counts);
  if (!player.playing) picture.ariaLabel = customersInWords(group, counts);
}

/** The counters of customers, in whatever `count` finds for them. */
function tell(count, counts) {
  for (const name of ["present", "renewals", "churn"]) say(count(name), number.format(counts[name]));
  if (count("churn-rate")) say(count("churn-rate"), percent(counts.churnRate));
}

/** The pictures in words, for those who do not see them. */
function customersInWords(group, counts) {
  const by = new Array(most.renewals + 1).fill(0);
  group.joined.forEach((_, place) => {
    const customer = customerAt(scene, group, place, player.now);
    if (customer && customer.sinceLeft < 0) by[customer.renewals] += 1;
  });
  const words = by.map((many, k) => `${many} with ${k}`).join(", ");
  const kind = group.name ? `${group.name}: ` : "";
  return `${kind}${counts.present} ${scene.served} by ${scene.renewal}s: ${words}`;
}

function peopleInWords(team, counts) {
  const sought = team.vacant ? `, ${counts.vacant} sought` : "";
  const own = counts.books?.map(([waiting]) => waiting).join(", ");
  const books = own ? `; ${scene.work} waiting for each: ${own}` : "";
  return `${counts.busy} ${scene.servers} busy, ${counts.idle} idle${sought}${books}`;
}

function percent(share) {
  return Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`;
}

/** What the second policy has done otherwise than the first, in words. */
function difference(today, other) {
  const [first, second] = scene.sides.map((side) => side.name);
  const against = (counter) => {
    const more = other[counter] - today[counter];
    if (more === 0) return "as many";
    return `${number.format(Math.abs(more))} ${more < 0 ? "fewer" : "more"}`;
  };
  const events = `${against("renewals")} ${scene.renewal}s, ${against("churn")} ${scene.loss}`;
  return `${second} against ${first} so far: ${events}; now ${against("team")} ${scene.servers}.`;
}

// ---- Playing ------------------------------------------------------------------------------------

function play(playing) {
  if (playing && player.now >= scene.end) player.now = 0;
  player.playing = playing;
  player.stamp = null;
  at("play").ariaLabel = playing ? "Pause" : "Play";
  at("play").classList.toggle("playing", playing);
  if (playing) requestAnimationFrame(tick);
  else show(player.now);
}

function tick(stamp) {
  if (!player.playing) return;
  // A page that was out of sight goes on where it stood.
  const seconds = Math.min((stamp - (player.stamp ?? stamp)) / 1000, 0.1);
  player.stamp = stamp;
  show(player.now + (seconds * at("speed").value * scene.end) / SECONDS);
  if (player.now >= scene.end) play(false);
  else requestAnimationFrame(tick);
}

function jump(now) {
  play(false);
  show(now);
}

function onKey(event) {
  if (event.target.matches("select") || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = event.shiftKey ? scene.days_per_month : 1;
  const from = Math.round(player.now);
  const moves = { ArrowLeft: from - step, ArrowRight: from + step, Home: 0, End: scene.end };
  if (event.key in moves) jump(moves[event.key]);
  else if (event.key === " " && !event.target.matches("button")) play(!player.playing);
  else return;
  event.preventDefault();
}

// ---- Pointing at a customer ---------------------------------------------------------------------

function point(event, group) {
  const canvas = event.currentTarget;
  const box = canvas.getBoundingClientRect();
  const { placeAt } = placesOf(group, box.width, box.height);
  const { clientX: x, clientY: y } = event;
  const place = placeAt(x - box.left, y - box.top);
  player.pointed = place === null ? null : { place, group, x, y };
  show(player.now);
}

function showTip() {
  const { pointed, now } = player;
  const customer = pointed && customerAt(scene, pointed.group, pointed.place, now);
  at("tip").hidden = !customer;
  if (!customer) return;
  const times = (many, what) => `${many} ${what}${many === 1 ? "" : "s"}`;
  const story = `${times(customer.years, "year")}, ${times(customer.renewals, scene.renewal)}`;
  say(at("tip"), customer.sinceLeft < 0 ? story : `${scene.loss} after ${story}`);
  at("tip").style.left = `${Math.min(pointed.x + 14, innerWidth - at("tip").offsetWidth - 8)}px`;
  at("tip").style.top = `${pointed.y + 18}px`;
}

// ---- The page -----------------------------------------------------------------------------------

function paint() {
  player.colours = palette(most.renewals);
  const every = Math.ceil((most.renewals + 1) / 7);
  const swatches = player.colours.shades.map((colour, k) => {
    const swatch = document.createElement("span");
    swatch.className = "mark shade";
    swatch.style.background = colour;
    swatch.style.color = player.colours.numbers[k];
    swatch.textContent = k;
    return swatch;
  });
  at("shades").replaceChildren(...swatches.filter((_, k) => k % every === 0));
  tickDates();
  show(player.now);
}

/** Dates along the slider: as many as there is room for, at even distances of months. */
function tickDates() {
  const months = scene.end / scene.days_per_month;
  const room = Math.max(2, Math.floor(at("ticks").clientWidth / 80));
  const every = [1, 3, 6, 12, 24, 60, 120].find((each) => months / each <= room);
  const ticks = [];
  for (let month = 0; month < months; month += every) {
    const tick = document.createElement("span");
    const first = new Date(scene.dates[month * scene.days_per_month]);
    tick.textContent = scene.dated ? shortDate.format(first) : `month ${month + 1}`;
    tick.style.left = `${(100 * month) / months}%`;
    ticks.push(tick);
  }
  at("ticks").replaceChildren(...ticks);
}

at("play").addEventListener("click", () => play(!player.playing));
at("slider").addEventListener("input", (event) => jump(Number(event.target.value)));
document.addEventListener("keydown", onKey);
for (const { group, picture } of panels.flatMap((side) => side.teams.flatMap((team) => team.crowds))) {
  picture.addEventListener("pointermove", (event) => point(event, group));
  picture.addEventListener("pointerdown", (event) => point(event, group));
  picture.addEventListener("pointerleave", () => {
    player.pointed = null;
    show(player.now);
  });
}
dark.addEventListener("change", paint);
window.addEventListener("resize", paint);
paint();
