"use strict";

// What there is at a moment. It follows from the scene and the moment alone, so a jump to a date
// shows what playing up to it shows. Moments are working days since the beginning.

/** The scene in working days, with all that happens in a group in order of time. */
function unpacked(scene) {
  const days = (times) => times.map((time) => (time === null ? Infinity : time / scene.per_day));
  const ordered = (times) => Float64Array.from(times).sort();
  const crowd = (group) => {
    const joined = days(group.joined);
    const left = days(group.left);
    const renewed = group.renewed.map(days);
    const renewals = ordered(renewed.flat().filter((time) => time > 0));
    return { ...group, joined, left, renewed, arrivals: ordered(joined), renewals, churn: ordered(left) };
  };
  const crew = (team) => ({ ...team, groups: team.groups.map(crowd) });
  const sides = scene.sides.map((side) => ({ ...side, teams: side.teams.map(crew) }));
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
function soughtAt(team, look) {
  return team.vacant?.[look] ?? 0;
}

/** The counters of a group. */
function customersAt(group, now) {
  const renewals = upTo(group.renewals, now);
  const churn = upTo(group.churn, now);
  return { present: upTo(group.arrivals, now) - churn, renewals, churn };
}

/**
 * The gauges of a team as the last look has found them; on the first day as its end finds them, as
 * before it the team is not yet the one that the policy begins with.
 */
function gaugesAt(team, now) {
  const look = Math.max(Math.floor(now), 1);
  const [waiting, busy, size] = [team.waiting[look], team.busy[look], team.team[look]];
  const books = team.books?.[look] ?? null;
  return { waiting, busy, team: size, idle: Math.max(size - busy, 0), vacant: soughtAt(team, look), books };
}

/** The sums of some counters, and the rate that follows from them. */
function added(counts) {
  const sums = {};
  for (const each of counts) {
    for (const [name, value] of Object.entries(each)) sums[name] = (sums[name] ?? 0) + value;
  }
  return { ...sums, churnRate: sums.churn / (sums.renewals + sums.churn) };
}

/** What is counted of a team, with its groups. */
function countsAt(team, now) {
  const groups = team.groups.map((group) => customersAt(group, now));
  return { ...added(groups), ...gaugesAt(team, now), groups };
}

/** One customer, or null if it has not come yet; `since...` are working days, below 0 if never. */
function customerAt(scene, group, place, now) {
  const joined = group.joined[place];
  if (now < joined) return null;
  const left = group.left[place];
  const renewals = upTo(group.renewed[place], now);
  const year = 12 * scene.days_per_month;
  // Both ends of a span are rounded.
  const years = (Math.min(now, left) - joined + 2 / scene.per_day) / year;
  return {
    renewals,
    years: Math.floor(years),
    sinceJoined: now - joined,
    sinceRenewed: renewals > 0 ? now - group.renewed[place][renewals - 1] : -1,
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
