"""Page numbers, counters of readers, buttons and links: taken out wherever they stand, and none of them a claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics import Document, extract_document
from dangjian_metrics.documents.furniture import is_furniture

PAGES = [
    *[
        "第3页 共8页",
        "第 3 页",
        "第3页/共8页",
        "第3页，共8页",
        "（第3页）",
        "共8页 第3页",
        "共8页",
        "页码：3",
        "Page 3 of 8",
        "P3",
    ],
    *["- 3 -", "— 3 —", "－3－", "-3-", "· 3 ·", "3/8", "3 / 8", "3/8页", "A3版", "第02版：要闻"],
]
COUNTERS = [
    *[
        "浏览次数：1234",
        "浏览次数：1234次",
        "浏览：1234",
        "浏览量:1.2万次",
        "阅读 1.2万",
        "阅读：1.2万",
        "阅读量：3456",
        "阅读(1234)",
    ],
    *[
        "点击量：5678",
        "点击：5678 次",
        "点击数：5,678",
        "访问量：1234",
        "累计访问：12345人次",
        "已阅1234次",
        "[浏览1234次]",
    ],
    *[
        "【浏览次数：1234】",
        "评论 12 点赞 35",
        "评论(12)",
        "点赞35",
        "转发 12 | 评论 3 | 赞 45",
        "1.2万次浏览",
        "10万+阅读",
    ],
    *["本文共1234字，阅读需5分钟", "字数：1234"],
]
BUTTONS = [
    *[
        "【字体：大 中 小】",
        "字体：【大】【中】【小】",
        "字号：[大 中 小]",
        "打印 关闭",
        "打印本页",
        "【打印本页】 【关闭窗口】",
        "[打印]",
    ],
    *[
        "分享到：",
        "分享到：微信 微博 QQ空间",
        "扫一扫在手机打开当前页",
        "返回顶部",
        "上一篇：柳林县新建党支部32个",
        "下一篇：组建服务队15支",
    ],
    *[
        "相关阅读：选派干部300名",
        "版权所有 © 2025 柳林县委组织部",
        "网站标识码：3707840001",
        "索引号：11370784/2025-00012",
    ],
]
TEXT = [
    *[
        "3名党员",
        "28",
        "2025年",
        "第3页有图",
        "第三页",
        "共8家",
        "3/8的村",
        "打印",
        "大",
        "收藏",
        "阅读",
        "评论员文章",
        "点赞乡村",
    ],
    *[
        "浏览次数达1234次",
        "阅读推广活动32场",
        "访问农户1234户",
        "点赞35次，评论12条。",
        "转发12家单位",
        "分享会32场",
        "1234人阅读，",
    ],
    *[
        "上一年新建32个",
        "相关项目32个",
        "全文公开",
        "本文件共3页",
        "（一）打印服务",
        "- 3名党员",
        "- 3个 -",
        "1-3月",
        "扫码办理32件",
    ],
]


@pytest.mark.parametrize("line", [*PAGES, *COUNTERS, *BUTTONS])
def test_what_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", TEXT)
def test_what_is_text(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("line", [*PAGES, *COUNTERS, *BUTTONS])
@pytest.mark.parametrize("page", ["{}\n\n{}\n", "{}\n\n{}\n\n", "\n{}\n{}"])
def test_furniture_is_no_claim_and_in_nobody_s_way(line: str, page: str) -> None:
    body = "今年以来，柳林县选派党建指导员28人。"
    for text in (page.format(line, body), page.format(body, line)):
        found = extract_document(Document("", f"# 柳林县：党旗红\n\n{text}"), audit=True)
        assert [(claim.quote, claim.entity) for claim in found.claims] == [("28人", "党建指导员")]
        assert {n.disposition for n in found.dispositions if n.number not in ("28",)} <= {
            *("identifier", "ordinal", "time", "word", "label"),
        }


@pytest.mark.parametrize("line", [*PAGES, *COUNTERS, *BUTTONS])
def test_a_sentence_goes_on_behind_furniture(line: str) -> None:
    page = f"# 柳林县：党旗红\n\n今年以来，柳林县选派党建\n\n{line}\n\n指导员28人，新建党支部32个。\n"
    claims = extract_document(Document("", page)).claims
    assert [(claim.quote, claim.entity) for claim in claims] == [("28人", "党建指导员"), ("32个", "党支部")]
    assert claims[0].sentence == "今年以来，柳林县选派党建指导员28人，新建党支部32个。"
    assert [page[claim.start : claim.end] for claim in claims] == ["28人", "32个"]


def test_numbers_alone_on_their_lines_count_the_pages() -> None:
    paragraph = "支部领着大家修渠栽树。" * 20
    page = f"# 柳林县：党旗红\n\n{paragraph}选派党建\n\n4\n\n指导员28人。{paragraph}新建\n5\n党支部32个。\n"
    claims = extract_document(Document("", page)).claims
    assert [(claim.quote, claim.entity) for claim in claims] == [("28人", "党建指导员"), ("32个", "党支部")]


def test_a_number_torn_off_is_no_page() -> None:
    (claim,) = extract_document(Document("", "党旗红\n\n近年来新建党支部\n\n4\n\n2个。")).claims
    assert claim.quote == "42个"


@pytest.mark.parametrize(
    "line",
    ["来源：柳林日报 浏览次数：1234次", "2025-06-18 09:30 来源：柳林日报 【字体：大 中 小】 阅读：1.2万次"],
)
def test_a_byline_that_counts_its_readers_claims_nothing(line: str) -> None:
    found = extract_document(
        Document("", f"# 柳林县：党旗红\n\n{line}\n\n选派党建指导员28人。\n"), audit=True
    )
    assert [claim.quote for claim in found.claims] == ["28人"]
    assert "page furniture" in {number.reason for number in found.dispositions}


@given(
    st.text(
        "-— 第共页/0123浏览次数量：（）()[]【】阅读点赞 大中小打印关闭|党", min_size=1, max_size=60
    ).filter(str.strip)
)
def test_whatever_is_furniture_claims_nothing(line: str) -> None:
    if is_furniture(line.strip()):
        assert extract_document(Document("", f"党旗红\n\n{line}\n\n支部领着干。\n")).claims == []
