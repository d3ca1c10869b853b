"""hedge"""
from __future__ import annotations
from dataclasses import dataclass
from datetime import date
from adapter.core import gate
from adapter.core.facts import *
from adapter.core.problems import Problem
Q = "{urn:vn:qlvb:dich-vu:1}"
@dataclass(frozen=True)
class ScopeRule:
    issuers: frozenset[str]
@dataclass(frozen=True)
class Interpretation:
    facts: tuple = ()
    problems: tuple = ()
    unknown: str = ""
class Bad(Exception): pass
def t(e, p):
    found = e.findall("/".join(Q + s for s in p.split("/")))
    if len(found) != 1 or not (found[0].text or "").strip(): raise Bad("field.missing")
    return found[0].text.strip()
def org(d, e, on):
    r = d.resolve(code=e.findtext(Q+"Code") or "", name=e.findtext(Q+"Name") or "", on=on)
    if not r: raise Bad("organisation.unresolved")
    return r
def interpret(message, mapping, directory, scope):
    try: return Interpretation(facts=_read(message.root, directory, scope))
    except Bad as b:
        if b.args[0].startswith("unknown:"): return Interpretation(unknown=b.args[0][8:])
        return Interpretation(problems=(Problem(code=b.args[0]),))
def day(s):
    try: return date.fromisoformat(s)
    except ValueError: raise Bad("field.invalid")
def _read(r, d, scope):
    b = t(r, "BusinessType")
    if b in "23": raise Bad("unknown:" + {"2":"updated","3":"replaced"}[b])
    on = day(t(r, "IssuedOn"))
    iss = org(d, r.find(Q+"Issuer"), on)
    key = DocumentKey(issuer=iss, number=t(r,"Number"), notation=t(r,"Notation"), issued_on=on)
    facts = [Issued(key=key, kind=t(r,"Kind/Code"), subject=t(r,"Subject"), signer=r.findtext(f"{Q}Signer/{Q}Name") or "", scope="in" if iss in scope.issuers else "out")]
    for n, task in enumerate(r.findall(f"{Q}Tasks/{Q}Task"), 1):
        leads = [org(d, a, on) for a in task.findall(f"{Q}Leads/{Q}Agency")]
        if not leads: raise Bad("task.no-lead")
        due = task.findtext(Q+"DueOn")
        co = tuple(org(d, a, on) for a in task.findall(f"{Q}Coordinators/{Q}Agency"))
        facts += [Assigned(document=key, task=t(task,"TaskId"), ordinal=n, lead=l, coordinating=co, due_on=day(due) if due else None, content=t(task,"Content")) for l in leads]
    if b == "1":
        rel = r.find(Q+"RelatesTo"); ron = day(t(rel,"IssuedOn"))
        facts.append(Recalled(target=DocumentKey(issuer=org(d, rel.find(Q+"Issuer"), ron), number=t(rel,"Number"), notation=t(rel,"Notation"), issued_on=ron), by=key, recalled_on=on))
    return tuple(facts)
