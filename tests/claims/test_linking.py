"""What a number measures and how it is stated: own sentences for each bullet of docs/claims.md §3 and §4.

A case is a sentence and what its claims say, in their order: a number, then the fields that the bullet is about.
What is not named is not tested. ``-`` stands for an empty field.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dangjian_metrics import extract

Expected = tuple[str, ...]
"""``"46 entity=科技特派员 action=选聘"``: the value, then fields."""

CASES: dict[str, list[tuple[str, *Expected]]] = {
    # ------------------------------------------------------------ §3, entity
    "nouns that narrow stay": [
        ("设立流动图书点11个。", "11 entity=流动图书点"),
        ("建成标准化茶叶加工厂3座。", "3 entity=标准化茶叶加工厂"),
        ("流动渔民报到点增至16个。", "16 entity=流动渔民报到点"),
        ("选聘返乡大学生24名。", "24 entity=返乡大学生"),
    ],
    "determiners and evaluation go": [
        ("全市各类渔业企业73家。", "73 entity=渔业企业"),
        ("建成首批示范渔港4个。", "4 entity=示范渔港"),
        ("帮扶相关困难渔户31户。", "31 entity=困难渔户"),
        ("培养一批骨干渔民52名。", "52 entity=骨干渔民"),
        ("走访经验丰富的老船长8名。", "8 entity=老船长"),
    ],
    "quotation marks are dropped": [
        ("挂牌5家“红帆驿站”。", "5 entity=红帆驿站"),
        ("组建“海燕”小队7支。", "7 entity=海燕小队"),
        ("新建“渔家书屋”6间。", "6 entity=渔家书屋"),
    ],
    "count after noun": [
        ("选聘科技特派员46人。", "46 entity=科技特派员 action=选聘"),
        ("新建茶亭9座。", "9 entity=茶亭 action=新建"),
        ("修缮渔家书屋7间。", "7 entity=渔家书屋 action=修缮"),
        ("购置无人机12架。", "12 entity=无人机 action=购置"),
    ],
    "count before noun": [
        ("选聘46名科技特派员。", "46 entity=科技特派员 action=选聘"),
        ("组建6支护渠先锋队。", "6 entity=护渠先锋队 action=组建"),
        ("新建9座茶亭。", "9 entity=茶亭 action=新建"),
    ],
    "the noun ends where the next predicate begins": [
        ("引导63户渔家由捕捞向养殖转型。", "63 entity=渔家 action=引导"),
        ("推动18家竹编作坊向园区集聚。", "18 entity=竹编作坊"),
        ("组织24名党员参加巡护。", "24 entity=党员 action=组织"),
        ("吸引38名返乡大学生创业。", "38 entity=返乡大学生"),
    ],
    "rates and amounts name the property": [
        ("投诉率同比下降27%。", "27 entity=投诉率"),
        ("茶叶产值达6.3亿元。", "630000000 entity=茶叶产值"),
        ("合同续签率达98.06%。", "98.06 entity=合同续签率"),
        ("森林覆盖率达61.8%。", "61.8 entity=森林覆盖率"),
    ],
    "left out: the nearest antecedent": [
        ("征集建议57条，已采纳33条。", "57 entity=建议", "33 entity=建议 action=采纳"),
        ("摸排隐患26处，整改24处。", "26 entity=隐患", "24 entity=隐患 action=整改"),
        ("受理投诉86件，办结81件。", "86 entity=投诉", "81 entity=投诉 action=办结"),
        ("新办渔家乐8家，累计达61家。", "8 entity=渔家乐", "61 entity=渔家乐"),
    ],
    "what is done to a quantity is a verb": [
        ("老陈先垫了5万元。", "50000 entity=垫 action=垫"),
        ("抢出了1600袋。", "1600 entity=- action=抢出"),
        ("整合各级衔接资金1.1亿元。", "110000000 entity=衔接资金 action=整合"),
        ("储备村级后备力量351名。", "351 entity=村级后备力量 action=储备"),
        ("销售额实现了4.8亿元。", "480000000 entity=销售额 action=实现"),
    ],
    "an antecedent that cannot be it is not taken": [
        ("举办招聘会17场，1560人达成意向。", "17 entity=招聘会", "1560 entity=-"),
        ("转移农村劳动力5.3万人，创收14.2亿元。", "53000 entity=农村劳动力", "1420000000 entity=-"),
        ("巡护里程缩短，搞了280多场。", "280 entity=-"),
        ("收集意见13条，已办结9条。", "13 entity=意见", "9 entity=意见"),
    ],
    "places counted without a measure word": [
        ("渔港遍及3市12县。", "3 entity=市", "12 entity=县"),
        ("在2省6市试点。", "2 entity=省", "6 entity=市"),
        ("巡查4乡21村。", "4 entity=乡", "21 entity=村"),
    ],
    "only an activity is measured": [
        ("累计服务1.4万小时。", "14000 entity=服务"),
        ("带动周边340余人就近就业。", "340 entity=就业 action=带动"),
        ("带动460人创业。", "460 entity=创业 action=带动"),
        ("累计义诊超1200小时。", "1200 entity=义诊"),
    ],
    "a change names what changes": [
        (
            "旅游收入达2.7亿元，增速12%。",
            "270000000 entity=旅游收入",
            "12 entity=旅游收入 statistic=change direction=up",
        ),
        ("贷款余额达5.2亿元，增长9%。", "520000000 entity=贷款余额", "9 entity=贷款余额 statistic=change"),
        ("接待游客同比增长21%。", "21 entity=接待游客 statistic=change direction=up"),
        ("渔业产值增长8.6%。", "8.6 entity=渔业产值 statistic=change direction=up"),
    ],
    "a size names the thing": [
        ("860平方米的渔民活动中心已建成。", "860 entity=渔民活动中心"),
        ("3200平方米的农贸市场投入使用。", "3200 entity=农贸市场"),
        ("占地50亩的果蔬基地建成投产。", "50 entity=果蔬基地"),
    ],
    "an amount names the noun beside it": [
        ("完成贷款320万元。", "3200000 entity=贷款 action=完成"),
        ("落实奖补资金85万元。", "850000 entity=奖补资金 action=落实"),
        ("其中投入渔港改造3.6万元。", "36000 entity=渔港改造 action=投入"),
        ("其中投入道路硬化7.2万元。", "72000 entity=道路硬化 action=投入"),
    ],
    "a share names the part": [
        ("女性党员占党员总数的41.2%。", "41.2 entity=女性党员 statistic=share basis=党员总数"),
        ("养殖户占渔户总数的六成。", "60 entity=养殖户 statistic=share basis=渔户总数"),
        ("公共绿地占32%。", "32 entity=公共绿地 statistic=share"),
        ("一半的渔户用上冷库。", "50 entity=渔户 statistic=share"),
    ],
    "split parts are joined": [
        ("税后35%的利润用于分红。", "35 entity=税后利润"),
    ],
    # ------------------------------------------------------------ §3, role and field
    "what they serve as": [
        ("选派26名退休船长担任安全监督员。", "26 entity=退休船长 role=安全监督员 action=选派"),
        ("46名农技员担任茶长。", "46 entity=农技员 role=茶长 action=-"),
        ("12名返乡青年兼任村务助理。", "12 entity=返乡青年 role=村务助理 action=-"),
        ("32名教师受聘为校外辅导员。", "32 entity=教师 role=校外辅导员"),
        ("5名党员律师任调解员。", "5 entity=党员律师 role=调解员"),
    ],
    "joining makes no role": [
        ("40名渔民加入合作社。", "40 entity=渔民 role=- action=加入"),
        ("65家作坊纳入名录。", "65 entity=作坊 role=- action=纳入"),
        ("16名党员加入巡护队。", "16 entity=党员 role=- action=加入"),
    ],
    "the field is the canonical name": [
        ("选聘党建工作指导员24名。", "24 entity=党建工作指导员 field=党建指导员"),
        ("建成党群服务中心6个。", "6 entity=党群服务中心 field=党群服务中心"),
        ("配备专职网格员48名。", "48 entity=专职网格员 field=网格员"),
        ("栽种油茶苗640株。", "640 entity=油茶苗 field=-"),
    ],
    # ------------------------------------------------------------ §3, action and subject
    "the verb reaches over a list": [
        ("新建凉亭4座、步道6条、驿站9个。", "4 action=新建", "6 action=新建", "9 action=新建"),
        ("购置垃圾车3辆、垃圾桶260个。", "3 action=购置", "260 entity=垃圾桶 action=购置"),
        ("修缮码头3座、茶亭9座和书屋7间。", "3 action=修缮", "9 action=修缮", "7 entity=书屋 action=修缮"),
    ],
    "adjacent verbs stay whole": [
        ("排查化解纠纷76起。", "76 entity=纠纷 action=排查化解"),
        ("排查整治隐患64处。", "64 entity=隐患 action=排查整治"),
        ("860平方米的活动中心建成投用。", "860 action=建成投用"),
    ],
    "across 并 the last counts": [
        ("征集并落实建议28条。", "28 entity=建议 action=落实"),
        ("收集并办理诉求76件。", "76 entity=诉求 action=办理"),
        ("收集并解决难题58个。", "58 entity=难题 action=解决"),
    ],
    "adverbial verbs go": [
        ("推动解决难题19个。", "19 entity=难题 action=解决"),
        ("推动化解纠纷23起。", "23 entity=纠纷 action=化解"),
        ("上门收集建议43条。", "43 entity=建议 action=收集"),
    ],
    "完成 and 实现 with a verbal noun": [
        ("完成户厕改造320座。", "320 entity=户厕 action=改造"),
        ("完成房屋征收86户。", "86 entity=房屋 action=征收"),
        ("实现渔户搬迁64户。", "64 entity=渔户 action=搬迁"),
        ("完成投资3.4亿元。", "340000000 entity=投资 action=完成"),
        ("开展义诊14场。", "14 entity=义诊 action=开展"),
    ],
    "the predicate of a counted subject": [
        ("52名船员加入护渔队。", "52 entity=船员 action=加入"),
        ("60名党员参加义务劳动。", "60 entity=党员 action=参加"),
        ("14户商户搬进新市场。", "14 entity=商户 action=搬进"),
    ],
    "no action": [
        ("全镇共有党员867名。", "867 entity=党员 action=-"),
        ("渔户达到1260户。", "1260 entity=渔户 action=-"),
        ("全镇有茶企26家。", "26 entity=茶企 action=-"),
        ("产量增长15%。", "15 entity=产量 action=-"),
    ],
    "the subject holds it": [
        ("犀角社区新建凉亭4座。", "4 entity=凉亭 subject=犀角社区"),
        ("桃花岭社区组建巡护队6支。", "6 entity=巡护队 subject=桃花岭社区"),
        ("茶山社区建成驿站9个。", "9 entity=驿站 subject=茶山社区"),
        ("新建凉亭4座。", "4 subject=-"),
    ],
    # ------------------------------------------------------------ §4
    "cumulative": [
        ("共选聘巡海员58名。", "58 statistic=cumulative action=选聘"),
        ("累计培训渔民1360人次。", "1360 statistic=cumulative action=培训"),
        ("总计收到建议126条。", "126 statistic=cumulative"),
        ("截至目前已建成茶亭36座。", "36 statistic=cumulative period=截至目前"),
        ("目前已发放贷款720万元。", "7200000 statistic=cumulative period=目前"),
    ],
    "cumulative covers what is joined, a comma with a new verb ends it": [
        ("共收到来信26封和建议14条。", "26 statistic=cumulative", "14 statistic=cumulative"),
        ("累计新建凉亭4座、驿站9个。", "4 statistic=cumulative", "9 statistic=cumulative"),
        ("累计发放贷款620万元，新建凉亭4座。", "6200000 statistic=cumulative", "4 statistic=value"),
    ],
    "mean": [
        ("月均接待游客1800人次。", "1800 statistic=mean per=month entity=游客"),
        ("日均接待游客900人次。", "900 statistic=mean per=day"),
        ("户均增收1.2万元。", "12000 statistic=mean per=household"),
        ("人均可支配收入达3.1万元。", "31000 statistic=mean per=person"),
        ("村均集体收入达38万元。", "380000 statistic=mean per=village"),
    ],
    "change": [
        ("成活率提高3.6个百分点。", "3.6 statistic=change direction=up kind=change"),
        ("能耗下降6.4%。", "6.4 statistic=change direction=down kind=change"),
        ("旅游收入2.7亿元，增幅达11.3%。", "270000000", "11.3 statistic=change direction=up"),
        ("净增渔船26艘。", "26 statistic=change direction=up"),
        ("渔业产值年均增长6.4%。", "6.4 statistic=change direction=up"),
    ],
    "新增 is an action": [
        ("新增就业岗位430个。", "430 entity=就业岗位 action=新增 statistic=value direction=-"),
        ("新增渔船26艘。", "26 entity=渔船 action=新增 statistic=value"),
        ("新增茶园12公顷。", "12 entity=茶园 action=新增 statistic=value"),
    ],
    "to so much is a level": [
        ("投诉量降至14件。", "14 entity=投诉量 statistic=value direction=down"),
        ("渔家乐增加到86家。", "86 entity=渔家乐 statistic=value direction=up"),
        ("合格率提高至97%。", "97 entity=合格率 statistic=share direction=up"),
    ],
    "baseline": [
        (
            "审批时限由12天压缩至5天。",
            "12 statistic=baseline entity=审批时限",
            "5 entity=审批时限 direction=down",
        ),
        (
            "办理时间由9天压缩至2天。",
            "9 statistic=baseline entity=办理时间",
            "2 statistic=value direction=down",
        ),
        ("茶叶产量由180吨提高到260吨。", "180 statistic=baseline", "260 statistic=value direction=up"),
        (
            "护渔队员由12名增至30名。",
            "12 statistic=baseline entity=护渔队员",
            "30 direction=up entity=护渔队员",
        ),
    ],
    "share": [
        ("续签率达98%。", "98 statistic=share kind=share"),
        ("满意度达97.2%。", "97.2 statistic=share"),
        ("优质稻比例为56%。", "56 statistic=share"),
        ("空心村占行政村总数的38%。", "38 statistic=share entity=空心村"),
    ],
    "value": [
        ("村集体年收入突破80万元。", "800000 statistic=value bound=over"),
        ("截至目前，入会渔民430人。", "430 statistic=value period=截至目前"),
        ("新建茶亭9座。", "9 statistic=value"),
    ],
    "per": [
        ("每年捐赠渔具60套。", "60 statistic=value per=year"),
        ("每月走访渔户48户。", "48 statistic=value per=month"),
        ("每季度开展义诊6场。", "6 per=quarter"),
        ("每户补贴1500元。", "1500 per=household"),
        ("土地租金达620元/亩。", "620 per=亩 unit=元"),
        ("新建茶亭9座。", "9 per=-"),
    ],
    "direction and basis": [
        ("产值同比增长13%。", "13 direction=up basis=同比"),
        ("产值环比下降4%。", "4 direction=down basis=环比"),
        ("投诉较上年度下降35%。", "35 direction=down basis=较上年度"),
        ("游客比上年增长22%。", "22 direction=up basis=比上年"),
        ("产值同比增长13%，利润下降2%。", "13 basis=同比", "2 direction=down basis=-"),
    ],
    "period": [
        ("今年以来，新建茶亭9座。", "9 period=今年以来"),
        ("2023年，新建茶亭9座。", "9 period=2023年"),
        ("近两年，修建步道16公里。", "16 period=近两年"),
        ("截至目前，全镇共有渔船320艘。", "320 period=截至目前"),
    ],
    "the nearest period governs": [
        ("2021年栽树600株，2022年栽树900株。", "600 period=2021年", "900 period=2022年"),
        ("去年接待游客42万人次，今年接待游客46万人次。", "420000 period=去年", "460000 period=今年"),
        ("上半年收入8万元，下半年收入9万元。", "80000 period=上半年", "90000 period=下半年"),
    ],
    "a period carries over within its sentence": [
        ("上半年，接待游客4.6万人次，实现收入890万元。", "46000 period=上半年", "8900000 period=上半年"),
        ("2024年以来，新建凉亭4座，收集建议28条。", "4 period=2024年以来", "28 period=2024年以来"),
        ("去年，新建茶亭9座、凉亭4座。", "9 period=去年", "4 period=去年"),
        ("2023年新建茶亭9座。新建凉亭4座。", "9 period=2023年", "4 period=-"),
    ],
    "not past a ； or onto a running total": [
        ("2022年，栽树600株；新建茶亭9座。", "600 period=2022年", "9 period=-"),
        ("上半年，茶叶出口2600吨；新建凉亭4座。", "2600 period=上半年", "4 period=-"),
        ("今年以来，新办渔家乐8家，累计达61家。", "8 period=今年以来", "61 period=-"),
        ("今年以来，选聘巡护员36名，累计达120名。", "36 period=今年以来", "120 period=-"),
    ],
    "verbs beside the noun": [
        ("新发展“五星”渔家乐8家，累计达61家。", "8 entity=五星渔家乐", "61 entity=五星渔家乐"),
        ("组建护渠队6支、巡河队11支。", "6 entity=护渠队", "11 entity=巡河队 action=组建"),
        ("走访慰问渔户132户。", "132 entity=渔户 action=走访慰问"),
        ("46家合作社入驻园区。", "46 entity=合作社 action=入驻"),
        (
            "办证时限由9天压缩至2天。",
            "9 statistic=baseline entity=办证时限",
            "2 direction=down entity=办证时限",
        ),
        ("新增绿地12公顷。", "12 entity=绿地 action=新增"),
        ("渔民各类建议218条。", "218 entity=渔民建议"),
        ("收到群众各类来信73封。", "73 entity=群众来信 action=收到"),
    ],
}

GAPS: list[tuple[str, tuple[str, *Expected]]] = [
    ("a word of evaluation that the tagger joins", ("培育优秀青年渔民52名。", "52 entity=青年渔民")),
    (
        "a verb that is no listed verbal noun measured by hours",
        ("累计巡河超2.6万小时。", "26000 entity=巡河"),
    ),
    (
        "parts split by a share, the first an attribute",
        ("年度20%的收益用于护林。", "20 entity=年度收益 statistic=share"),
    ),
    (
        "a second verbal noun before the counted noun",
        ("宣传宣讲政策31场。", "31 entity=政策 action=宣传宣讲"),
    ),
    ("across 并 with an adverbial verb", ("汇总并协调办理来信47封。", "47 entity=来信 action=办理")),
    ("an adverbial word before the verb", ("集中整治乱点14处。", "14 entity=乱点 action=整治")),
    (
        "the role ends where the next verb begins",
        ("26名大学生作为志愿者上岛。", "26 entity=大学生 role=志愿者"),
    ),
]


def shown(value: object) -> str:
    return "-" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def check(sentence: str, expected: Expected) -> None:
    claims = extract(sentence)
    assert [shown(claim.value) for claim in claims] == [each.split()[0] for each in expected]
    for claim, each in zip(claims, expected, strict=True):
        fields = dict(pair.split("=") for pair in each.split()[1:])
        assert {name: shown(getattr(claim, name)) for name in fields} == fields, claim.rule


def cases() -> list[Any]:
    listed: list[Any] = [
        pytest.param(case[0], case[1:], id=f"{bullet}: {case[0]}")
        for bullet, table in CASES.items()
        for case in table
    ]
    return listed + [
        pytest.param(case[0], case[1:], id=f"gap: {reason}", marks=pytest.mark.xfail(reason=reason))
        for reason, case in GAPS
    ]


@pytest.mark.parametrize(("sentence", "expected"), cases())
def test_linking(sentence: str, expected: Expected) -> None:
    check(sentence, expected)


@pytest.mark.parametrize("bullet", [bullet for bullet in CASES if bullet != "split parts are joined"])
def test_every_bullet_has_three_sentences(bullet: str) -> None:
    assert len(CASES[bullet]) >= 3


@pytest.mark.parametrize("bullet", CASES)
def test_each_sentence_reads_alike_within_a_text(bullet: str) -> None:
    """What a sentence says does not hang on its neighbours, where it leaves nothing out."""
    for sentence, *expected in CASES[bullet]:
        text = f"渔港变了样。{sentence}渔民笑了。"
        claims = extract(text)
        alone = extract(sentence)
        assert [
            (claim.quote, claim.entity, claim.action, claim.statistic, claim.period) for claim in claims
        ] == [(claim.quote, claim.entity, claim.action, claim.statistic, claim.period) for claim in alone]
        assert {claim.sentence for claim in claims} <= {sentence, *sentence.replace("。", "。\n").split("\n")}
        assert len(claims) == len(expected)


def test_links_name_their_rule() -> None:
    assert all(
        claim.rule for table in CASES.values() for sentence, *_ in table for claim in extract(sentence)
    )
