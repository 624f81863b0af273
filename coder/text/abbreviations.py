"""Abbreviations that Norwegian respondents write with a full stop: plain facts for the sentence splitter."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ALWAYS_GO_ON = _words(
    """
    f.eks feks eks t.d td bl.a bla b.l.a bl d.v.s dvs d.e ev evt evnt pr p.t pt
    mht m.h.t mtp m.t.p ift i.f.t iht i.h.t ifm i.f.m ifbm ifb jf jfr jmf ca omtr vedr ang
    inkl ekskl eksl kl nr tlf telf mob st adr pga p.g.a s.k dr prof cand stud mag siv ing fung konst ass
    hr fr frk kap pkt art fig tab vol red ref obs nb ps v.h.a vha vh.a kr stk mill mrd gj.sn maks max ant
    f.o.m fom t.o.m e.g i.e vs m.a m.a.o mao istf i.s.f div adm komm fylk spes psyk somat
    """
)
"""Without their last full stop: a sentence never ends after these, since what they belong to follows."""

MAY_END = _words(
    """
    osv o.s.v etc m.m mm m.v mv mfl m.fl o.l ol e.l el o.a oa el.l el.lign o.lign lign likn
    d.d dd d.å s.å i.d a.s as e.kr f.kr pers årsv mnd tim t.h t.v forts bto nto mva avd inst dep
    pas pers spl sykepl vernepl koord kons
    """
)
"""Without their last full stop: they end a sentence where the next word has a capital letter."""

FIELD = _words(
    """
    AA ABS ACT ADL AKAN ART BAPP BPA BUP COPING CAT COS COS-P DPS DU-kurs DUÅ EPDS FACT FRIENDS-kurs HAP-kurs
    ICDP IMR IPS KAOS KAT KIB KID KID-ungdom LAR LIST-prosjektet LOS-prosjektet LØFT Morild.org MST PHV
    PIS-grupper PMTO PPT ROP RPH SE SLT SLT-koordinator SMIL-grupper TIBIR TSB VIP VOP NAV IP AAP VTA KAD
    """
)
"""Abbreviations of mental health and drug services; some respondents put a full stop after them."""

SHORT_WORDS = _words("nå no da då på av om vi du me ut ja år bo få gå se si ha ta gi må så òg er i å")
"""Words of one or two letters that do end sentences; others before a full stop are abbreviations."""

MONTHS = _words(
    """
    januar februar mars april mai juni juli august september oktober november desember
    jan feb mar apr jun jul aug sep sept okt nov des
    """
)
