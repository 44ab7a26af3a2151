"use strict";

// What there is at a moment. It follows from the scene and the moment alone, so a jump to a date
// shows what playing up to it shows. Moments are working days since the beginning.

/** The scene in working days, with all that happens on a side in order of time. */
function unpacked(scene) {
  const days = (times) => times.map((time) => (time === null ? Infinity : time / scene.per_day));
  const ordered = (times) => Float64Array.from(times).sort();
  const sides = scene.sides.map((side) => {
    const joined = days(side.joined);
    const left = days(side.left);
    const renewed = side.renewed.map(days);
    const renewals = ordered(renewed.flat().filter((time) => time > 0));
    return { ...side, joined, left, renewed, arrivals: ordered(joined), renewals, churn: ordered(left) };
  });
  return { ...scene, sides, end: scene.dates.length };
}

/** How many of the ascending `times` have come by `now`. */
function upTo(times, now) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many positions are open at a look; none where they are filled at once. */
function soughtAt(side, look) {
  return side.vacant?.[look] ?? 0;
}

/**
 * The counters of a side, and its gauges as the last look has found them; on the first day as its
 * end finds them, as before it the team is not yet the one that the policy begins with.
 */
function countsAt(side, now) {
  const renewals = upTo(side.renewals, now);
  const churn = upTo(side.churn, now);
  const look = Math.max(Math.floor(now), 1);
  const [waiting, busy, team] = [side.waiting[look], side.busy[look], side.team[look]];
  return {
    present: upTo(side.arrivals, now) - churn,
    renewals,
    churn,
    churnRate: churn / (renewals + churn),
    waiting,
    busy,
    team,
    idle: Math.max(team - busy, 0),
    vacant: soughtAt(side, look),
  };
}

/** One customer, or null if it has not come yet; `since...` are working days, below 0 if never. */
function customerAt(scene, side, place, now) {
  const joined = side.joined[place];
  if (now < joined) return null;
  const left = side.left[place];
  const renewals = upTo(side.renewed[place], now);
  const year = 12 * scene.days_per_month;
  // Both ends of a span are rounded.
  const years = (Math.min(now, left) - joined + 2 / scene.per_day) / year;
  return {
    renewals,
    years: Math.floor(years),
    sinceJoined: now - joined,
    sinceRenewed: renewals > 0 ? now - side.renewed[place][renewals - 1] : -1,
    sinceLeft: now - left,
  };
}

/** Date, year, quarter and working days, counted from 1. */
function clockAt(scene, now) {
  const day = Math.max(Math.ceil(now), 1) - 1;
  const year = 12 * scene.days_per_month;
  const quarter = 3 * scene.days_per_month;
  return {
    date: scene.dates[day],
    year: Math.floor(day / year) + 1,
    day: (day % year) + 1,
    quarter: Math.floor((day % year) / quarter) + 1,
    dayOfQuarter: (day % quarter) + 1,
  };
}
