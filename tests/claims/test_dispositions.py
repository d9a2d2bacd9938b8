"""What each number is: the rows of the table of docs/claims.md §1, and the cases where two rows could hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.claims import dispositions
from dangjian_metrics.claims.folding import fold
from dangjian_metrics.claims.record import DISPOSITIONS

# class of the standard: (text, number in it, disposition)
CASES: dict[str, list[tuple[str, str, str]]] = {
    "claim: measured or counted": [
        ("选聘科技特派员46人。", "46", "claim"),
        ("续签率达98.06%。", "98.06%", "claim"),
        ("茶亭占地近860平方米。", "860", "claim"),
        ("栽树2,305株。", "2,305", "claim"),
        ("投入1.04万亿元。", "1.04", "claim"),
        ("购置渔具３６套。", "３６", "claim"),
        ("巡河里程突破9公里。", "9", "claim"),
        ("惠及36.4万青年。", "36.4", "claim"),
    ],
    "enumeration: sums up what is listed": [
        ("茶叶、渔业、竹编三大产业齐头并进。", "三", "enumeration"),
        ("形成巡河、护渠、补林三项制度。", "三", "enumeration"),
        ("打通收购、加工、销售三个环节。", "三", "enumeration"),
        ("茶亭和渔港两个片区连成一线。", "两", "enumeration"),
        ("梳理出修渠、护林、补路、清淤4类事项。", "4", "enumeration"),
        ("这三项举措深受欢迎。", "三", "enumeration"),
    ],
    "label: part of a name": [
        ("推行“三晒两比”活动。", "三", "label"),
        ("推行“三晒两比”活动。", "两", "label"),
        ("深化“5+N”模式。", "5", "label"),
        ("打造“一老一小”食堂。", "一", "label"),
        ("建成10分钟便民圈。", "10", "label"),
        ("70岁以上老人免费乘船。", "70", "label"),
        ("亿元以上项目有6个。", "亿", "label"),
        ("有5名以上党员的合作社全部建组织。", "5", "label"),
        ("发生3.2级地震。", "3.2", "label"),
        ("建设5G基站。", "5", "label"),
        ("“两个责任”压得更实。", "两", "label"),
        ("新增规模以上500万元以上项目。", "500", "label"),
    ],
    "ordinal: which, not how many": [
        ("第一书记驻村。", "一", "ordinal"),
        ("第2批茶农下山。", "2", "ordinal"),
        ("一是修渠，二是补林。", "一", "ordinal"),
        ("一是修渠，二是补林。", "二", "ordinal"),
        ("评比前三名的渔组。", "三", "ordinal"),
        ("1.修渠补路。", "1", "ordinal"),
        ("（二）护林清淤。", "二", "ordinal"),
        ("总量排名6。", "6", "ordinal"),
        ("荣获二等奖。", "二", "ordinal"),
    ],
    "time: only when": [
        ("2023年度修渠补路。", "2023", "time"),
        ("每月8日走渠。", "8", "time"),
        ("近三年来，渔港变了样。", "三", "time"),
        ("渔港24小时营业。", "24", "time"),
        ("护林持续6年。", "6", "time"),
        ("3月修渠。", "3", "time"),
        ("9:30开门。", "9", "time"),
        ("2021—2023年补林。", "2021", "time"),
        ("2021—2023年补林。", "2023", "time"),
        ("上世纪八十年代的渔港。", "八十", "time"),
    ],
    "identifier: codes": [
        ("执行GB/T 3301标准。", "3301", "identifier"),
        ("拨打12345热线。", "12345", "identifier"),
        ("咨询电话0571-8812345。", "0571", "identifier"),
        ("联系人手机13800138000。", "13800138000", "identifier"),
    ],
    "word: inside a word": [
        ("统一部署修渠。", "一", "word"),
        ("渔民十分高兴。", "十", "word"),
        ("进一步护林。", "一", "word"),
        ("以防万一。", "万一", "word"),
        ("千方百计修渠。", "千", "word"),
        ("千方百计修渠。", "百", "word"),
        ("一批渔民上岸。", "一", "word"),
        ("出台一系列办法。", "一", "word"),
        ("数据全部上网。", "数", "word"),
    ],
    "quotation marks make a label": [
        ("建立“五张表单”。", "五", "label"),
        ("搭建“三方”平台。", "三", "label"),
        ("推行“选、育、用”“三步走”办法。", "三", "label"),
        ("“8个一”活动铺开。", "8", "label"),
    ],
    "outside them items in the sentence make an enumeration": [
        ("围绕修渠、护林两件事下功夫。", "两", "enumeration"),
        ("主要有三种做法：包片、包户、包船。", "三", "enumeration"),
        ("组织、人社、农技三支队伍轮流上山。", "三", "enumeration"),
    ],
    "a verb of achievement makes it a claim": [
        ("挂牌成立东港、西港、南港3家渔业合作社。", "3", "claim"),
        ("新建东岭、西岭2座茶亭。", "2", "claim"),
        ("引进渔具厂、网具厂、船配厂3家企业。", "3", "claim"),
        ("培育渔鼓、网绳、船灯3个品牌。", "3", "claim"),
    ],
    "larger than the list: a claim": [
        ("渔政、海事、边检等6个部门入驻。", "6", "claim"),
        ("东岭、西岭、南岭等17个茶村受益。", "17", "claim"),
        ("整合水利、林业等5家单位。", "5", "claim"),
    ],
    "一 with a measure word is a word": [
        ("建设一支护林队伍。", "一", "word"),
        ("走出一条渔旅新路。", "一", "word"),
        ("搭建一个渔家平台。", "一", "word"),
        ("一名渔民说。", "一", "word"),
    ],
    "一 that counts": [
        ("每组配备一名护林员。", "一", "claim"),
        ("各村建一座茶亭。", "一", "claim"),
        ("每月举办一次渔家夜话。", "一", "claim"),
        ("建成1座码头和2座茶亭。", "1", "claim"),
    ],
    "titles are judged alike": [
        ("东湾镇：46名特派员护茶山", "46", "claim"),
        ("东湾镇：“三晒两比”护茶山", "三", "label"),
    ],
    "a span that is measured is a claim": [
        ("累计护林超3.2万小时。", "3.2", "claim"),
        ("志愿护林3.2万小时。", "3.2", "claim"),
        ("办证时限由9天压缩至2天。", "9", "claim"),
        ("办证时限由9天压缩至2天。", "2", "claim"),
        ("平均用时缩短6分钟。", "6", "claim"),
        ("渡海时间由50分钟缩短到了20分钟。", "20", "claim"),
        ("船员平均年龄由47.6岁下降到43.2岁。", "43.2", "claim"),
    ],
    "a span that only says how long is a time": [
        ("茶亭营业12小时。", "12", "time"),
        ("坚持20年护林不断。", "20", "time"),
        ("近5年来，渔港变了样。", "5", "time"),
        ("连续3个月走访渔户。", "3", "time"),
    ],
    "Chinese numerals count as digits do": [
        ("新建茶亭三十六座。", "三十六", "claim"),
        ("两千余人上岸。", "两千", "claim"),
        ("九成以上渔户受益。", "九", "claim"),
        ("三分之二的渔户上岸。", "三", "claim"),
        ("十几名护林员上山。", "十几", "claim"),
        ("数百名渔民上岸。", "数百", "claim"),
        ("茶农上千名。", "千", "claim"),
        ("茶价翻了一番。", "一", "claim"),
        ("投入两万元修渠。", "两万", "claim"),
    ],
    "Chinese numerals in names": [
        ("四川渔民来学。", "四", "word"),
        ("三亚渔民来学。", "三", "word"),
        ("上半年修渠补路。", "半", "time"),
        ("护林队伍壮大。", "伍", "word"),
        ("第三方评估。", "三", "ordinal"),
        ("百姓得实惠。", "百", "word"),
        ("千家万户用上渠水。", "千", "word"),
        ("十二月补林。", "十二", "time"),
    ],
    "beside their neighbours": [
        ("完成1个码头和一座茶亭。", "一", "claim"),
        ("家住6楼的渔民。", "6", "ordinal"),
        ("联合9部门开展巡查。", "9", "claim"),
        ("林发〔2022〕36号印发。", "2022", "identifier"),
        ("林发〔2022〕36号印发。", "36", "identifier"),
        ("培育“渔鼓”“网绳”“船灯”3个品牌。", "3", "claim"),
        ("全湾仅有一家渔具厂。", "一", "claim"),
        ("做实一站式服务。", "一", "label"),
        ("渔政、海事、边检三方联手。", "三", "enumeration"),
        ("过去一年渔港变样。", "一", "time"),
        ("党的二十大报告提出。", "二十", "ordinal"),
    ],
}


def table() -> list[Any]:
    return [
        pytest.param(*case, id=f"{kind}: {case[1]} in {case[0]}")
        for kind, cases in CASES.items()
        for case in cases
    ]


@pytest.mark.parametrize(("text", "number", "expected"), table())
def test_disposition(text: str, number: str, expected: str) -> None:
    at = text.index(number)
    found = [
        (disposition, reason)
        for start, end, disposition, reason in dispositions.read(fold(text)).numerals
        if start <= at < end
    ]
    assert len(found) == 1
    assert found[0][0] == expected, found[0][1]
    assert found[0][1]


def test_every_disposition_is_shown() -> None:
    assert {case[2] for cases in CASES.values() for case in cases} == set(DISPOSITIONS)


def test_a_claim_keeps_the_numbers_inside_its_quantity() -> None:
    numerals = dispositions.read("每组3至5名。").numerals
    assert [(disposition, reason) for _, _, disposition, reason in numerals] == [
        ("claim", "measured amount"),
        ("claim", "part of a quantity"),
    ]


def test_quantities_stand_in_their_sentences() -> None:
    text = "栽树8株。统一护林！修渠9条，补路3条。"
    read = dispositions.read(text)
    assert [(text[s.start : s.end], [q.unit for q in s.quantities]) for s in read.sentences] == [
        ("栽树8株。", ["株"]),
        ("修渠9条，补路3条。", ["条", "条"]),
    ]


def test_a_text_without_numbers() -> None:
    assert dispositions.read("护林修渠。") == dispositions.Reading("护林修渠。", [], [], [], [])


@given(
    st.text(
        "0123456789一二三十百千万亿两半成第前首每各“”‘’《》（）、，。；：%.,-—年月日个名家元以上的等是区圈级+ ",
        max_size=40,
    ),
    st.sampled_from("。，\n"),
)
def test_numerals_and_quantities_agree(text: str, last: str) -> None:
    read = dispositions.read(fold(text + last))
    assert {disposition for _, _, disposition, _ in read.numerals} <= set(DISPOSITIONS)
    quantities = [q for sentence in read.sentences for q in sentence.quantities]
    assert [q.start for q in quantities] == sorted(q.start for q in quantities)
    for start, end, disposition, _ in read.numerals:
        inside = any(q.start <= start < q.end for q in quantities)
        assert inside == (disposition == "claim"), (start, end)
