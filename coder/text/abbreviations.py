"""Norwegian abbreviations written with a full stop, and those of the field: plain facts for the sentence splitter."""

from __future__ import annotations

ALWAYS_GO_ON = frozenset(
    """
    f.eks feks eks t.d td bl.a bla b.l.a bl.annet bl d.v.s dvs d.e ev evt event evnt pr per.pers p.t pt
    mht m.h.t mtp m.t.p ift i.f.t iht i.h.t ifm i.f.m ifbm ifb i.f.b jf jfr jmf jamfør ca cirka omtr vedr ang
    angå inkl inkludert.bl ekskl eksl kl nr nro tlf telf mob st adr pga p.g.a pgr ppga mfl.a s.k såk
    dr prof cand stud mag siv ing fung konst ass vik kst hr fr frk av.dir avd.leder
    kap pkt pnr art fig tab vol red utg s.d ref obs nb ps v.h.a vha vh.a v.h.a mot.svarende
    kr nok.kr stk mill mrd mia gj.sn gjsn gj.snitt gjennomsn maks min max ant
    f.o.m fom t.o.m tom m.o.m o.m.a e.g i.e vs m.a m.a.o mao i.st istf i.s.f t.ex
    ndf div adm komm kommunal.avd fylk spes spes.helsetj spesialist.helsetj psyk psyk.helse psyk.spl somat
    """.split()
)
"""Without their last full stop: a sentence never ends after these, since what they belong to comes after."""

MAY_END = frozenset(
    """
    osv o.s.v etc m.m mm m.v mv mfl m.fl m.fl m.a.m o.l ol e.l el o.a oa o.likn e.likn el.l el.lign o.lign lign
    likn d.d dd d.m.å d.å s.å u.å i.d ibid a.s as e.kr f.kr pers årsv årsverk.pr mnd tim t.h t.v forts ff
    b.o bto nto ekskl.mva eks.mva mva avd inst dep dir fylkesk kom kons koord sykepl spl vernepl helsefagarb
    """.split()
)
"""Without their last full stop: they end a sentence where the next word has a capital letter."""

FIELD = frozenset(
    """
    AA ABS ACT ADL AKAN ART BAPP BPA BUP COPING CAT COS COS-P DPS DU-kurs DUÅ EPDS FACT FRIENDS-kurs HAP-kurs
    ICDP IMR IPS KAOS KAT KIB KID KID-ungdom LAR LIST-prosjektet LOS-prosjektet LØFT Morild.org MST PHV
    PIS-grupper PMTO PPT ROP RPH SE SLT SLT-koordinator SMIL-grupper TIBIR TSB VIP VOP NAV IP AAP VTA KAD
    """.split()
)
"""Abbreviations of psychiatric and drug services, as respondents write them; some put a full stop after them."""

SHORT_WORDS = frozenset(
    "nå no da då på av om vi du me ut ja år bo få gå stå se sjå si ha ta gi må så òg er i å".split()
)
"""Words of one or two letters that do end sentences; other such words before a full stop are abbreviations."""

MONTHS = frozenset(
    """
    januar februar mars april mai juni juli august september oktober november desember
    jan feb mar apr jun jul aug sep sept okt nov des
    """.split()
)
