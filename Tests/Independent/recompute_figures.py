#!/usr/bin/env python3
"""Recomputes the regional figures of every report in an export (docs/PROTOCOL.md section 9), besides verifying it.

usage: recompute_figures.py EXPORT.tar POLICY [OFFICE_THUMBPRINT]
"""
import calendar, sys
from fractions import Fraction
from verify_export import check, run

def rounded(value, decimals):
    units = round(value * 10 ** decimals)  # Fraction rounds half to even.
    digits = str(abs(units)).rjust(decimals + 1, "0")
    return ("-" if units < 0 else "") + (digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}")

MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}

def parts_of(period, frequency):
    """The periods of a finer frequency that make up this one, in order; none where it is not finer."""
    own = "half" if "H" in period else "quarter" if "Q" in period else "month" if "-" in period else "year"
    count = MONTHS[own] // MONTHS[frequency]
    if count < 2:
        return []
    number = int(period[-1]) if own in ("half", "quarter") else 1
    sign = {"half": "H{}", "quarter": "Q{}", "month": "{:02d}"}[frequency]
    return [f"{period[:4]}-" + sign.format((number - 1) * count + part + 1) for part in range(count)]

def joined(definition, observations):
    """One town's periods as one by the time rule: (value,) or (numerator, denominator), None where it has none."""
    rule, names = definition["time"], ("value",)
    if definition["space"]["rule"] == "ratio_of_sums":
        names = ("numerator", "denominator")
    used = observations[-1:] if rule == "last" else observations
    if not used or rule == "none" or not all(
            seen and seen["status"] == "reported" and seen["level"] == "town" and all(seen[name] for name in names)
            for seen in used):
        return None
    return tuple(sum(Fraction(seen[name]) for seen in used) / (len(used) if rule == "mean" else 1) for name in names)

def last_day(period):
    """The last day of YYYY, YYYY-Hn, YYYY-Qn or YYYY-MM."""
    year, part = int(period[:4]), period[5:] or "H2"
    month = int(part[1]) * {"H": 6, "Q": 3}[part[0]] if part[0] in "HQ" else int(part)
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"

class Member:
    """Stays and roles of a tenant, each from a day on (section 5, kind membership)."""

    def __init__(self):
        self.stays, self.roles, self.suspended = [], [], False

    def take(self, kind, body):
        day = body["from"] + "-01-01"[len(body["from"]) - 4:]
        if kind == "suspension":
            self.stays[-1][1], self.suspended = min(day, self.stays[-1][1] or day), True
            return
        if kind == "membership":
            self.stays[-1][1] = body["until"]
        elif not self.stays or self.suspended or body["reason"] == "accession":
            self.stays.append([day, None])
        else:
            day = max(day, self.roles[-1][0])
        self.roles = [known for known in self.roles if known[0] < day] + [(day, body["role"])]
        self.suspended = False

    def role(self, day):
        return ([role for start, role in self.roles if start <= day] or [self.roles[0][1]])[-1]

    def reports(self, day):
        member = any(start <= day and (not end or day < end) for start, end in self.stays)
        return member and self.role(day) != "supporter"

    def first(self):
        days = [start for start, _ in self.stays + self.roles if self.reports(start)]
        return min(days, default="9999-12-31")

    def counts(self, day, first, today):
        """Whether its numbers enter a figure of a period that ends on this day; of one before all membership, today's do."""
        if day >= first:
            return self.reports(day)
        end = self.stays[-1][1]
        return not self.suspended and (not end or today < end) and self.role(today) != "supporter"

def recompute(report, index, framework, summaries, members, today):
    """Compares every given sum, weighted mean and ratio of sums of a report; returns how many."""
    compared, definitions = 0, {definition["id"]: definition for definition in framework["indicators"]}
    counting = {(town, seen["indicator"], seen["period"]): seen for town, by_period in summaries.items()
                for _, body in sorted(by_period.values(), key=lambda pair: pair[0]) for seen in body["observations"]}

    def value(town, indicator, period):
        definition = definitions[indicator]
        own = counting.get((town, indicator, period))
        if own:
            return joined({**definition, "time": "last"}, [own])
        return joined(definition, [counting.get((town, indicator, part))
                                   for part in parts_of(period, definition["frequency"])])

    first = min(member.first() for member in members.values())
    for figure in report["figures"]:
        definition, period = definitions[figure["indicator"]], figure["period"]
        rule, weight = definition["space"]["rule"], definition["space"]["weight"]
        if figure["value"] is None or rule not in ("sum", "weighted_mean", "ratio_of_sums"):
            continue
        values = {town: v for town in summaries if members[town].counts(last_day(period), first, today)
                  and (v := value(town, definition["id"], period)) is not None}
        total = sum((v[0] for v in values.values()), Fraction(0))
        named = None
        if rule == "ratio_of_sums":
            total = total / sum(v[1] for v in values.values()) * definition["factor"]
        if rule == "weighted_mean":
            when = period if weight["period"] == "same" else weight["period"]
            named = {"indicator": weight["indicator"], "period": when}
            weights = {town: value(town, weight["indicator"], when)[0] for town in values}
            total = sum(v[0] * weights[town] for town, v in values.items()) / sum(weights.values())
        check(figure["weight"] == named, f"entry {index}: {definition['id']} {period} names another weight")
        found, compared = rounded(total, definition["decimals"]), compared + 1
        check(found == figure["value"], f"entry {index}: {definition['id']} {period} is {found}, not {figure['value']}")
    return compared

def recompute_all(found):
    frameworks, summaries, members, entries, figures = {}, {}, {}, 0, 0
    for index, leaf, said, today in found:
        entries, owner, kind, body = entries + 1, said["issuer"], said["kind"], said["body"]
        if kind == "framework":
            frameworks[leaf["sha256"]] = body
        elif kind == "summary":
            summaries.setdefault(owner, {})[body["period"]] = (index, body)
        elif kind == "withdrawal":
            gone = summaries[owner].pop(body["period"], (None, None))
            check(gone[0] == body["summary"]["index"], f"entry {index}: withdraws what does not stand")
        elif kind in ("admission", "suspension", "membership"):
            members.setdefault(body["tenant"], Member()).take(kind, body)
        elif kind == "report":
            figures += recompute(body, index, frameworks[body["framework"]["sha256"]], summaries, members, today)
    return f"{entries} statements, {figures} regional figures recomputed"

if __name__ == "__main__":
    run(recompute_all, sys.argv[1:])
