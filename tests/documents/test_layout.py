"""Pages read back into what their authors wrote; all examples invented."""

from __future__ import annotations

import pytest

from dangjian_metrics.documents import Article, articles


def _only(page: str) -> Article:
    found = list(articles(page))
    assert len(found) == 1
    return found[0]


def _of(page: str, *kinds: str) -> list[str]:
    return [p.text for a in articles(page) for p in a.passages if p.kind in kinds]


TITLE = "山西省吕梁市柳林县：枣林里的支部 日子一年比一年甜\n\n"


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n\n", "  \n\n", "\r\n\r\n", "\r\r\n\r\r\n"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("合作社今年实现营收5.75万", "元，其中捐出4.8万元。"),
        ("划分楼栋党小组1060", "个，选派指导员76名。"),
        ("全县成立支部三十二", "个，覆盖全部行政村。"),
        ("将每月5日定为“居民议", "事日”，请大家说事。"),
        ("县里把散养的羊集中起来，统一防疫、统一销售，带动全村增收的同时又护住了后山的草", "场，一举两得。"),
    ],
)
def test_a_broken_line_is_closed(first: str, second: str, gap: str) -> None:
    assert _of(TITLE + first + gap + second + "\n", "body") == [first + second]


def test_offsets_lead_back_over_a_closed_break() -> None:
    page = TITLE + "实现营收5.75万\n\n元，其中捐出4.8万元。"
    passage = _only(page).passages[-1]
    at = passage.text.index("5.75万元")
    assert page[passage.origin(at) : passage.end_origin(at + 6)] == "5.75万\n\n元"


@pytest.mark.parametrize(
    "caption",
    [
        "柳林县薛村镇党员帮果农摘枣。  \n柳林县委组织部供图",
        "柳林县薛村镇党员帮果农摘枣。柳林县委组织部供图",
        "柳林县薛村镇党员帮果农摘枣。\n\n柳林县委组织部供图",
        "图为6月18日30余名党员帮果农摘枣。",
        "党员帮果农摘枣。本报记者 李四 摄",
        "党员帮果农摘枣。（资料图）",
    ],
)
def test_a_caption_is_lifted_out_of_its_sentence(caption: str) -> None:
    page = TITLE + f"县里选派33名经验\n\n\n\n{caption}\n\n丰富的干部到村任职。\n\n下一步再派5名。"
    assert _of(page, "body") == ["县里选派33名经验丰富的干部到村任职。", "下一步再派5名。"]
    kinds = [p.kind for p in _only(page).passages]
    assert kinds == ["title", "body", "caption", "body"]
    assert _of(page, "caption") == ["".join(caption.split("\n")).replace("  ", "")]


def test_a_caption_without_blank_lines_around() -> None:
    page = TITLE + "县里选派33名经验\n党员帮果农摘枣。\n县委组织部供图\n丰富的干部到村任职。"
    assert _of(page, "body") == ["县里选派33名经验丰富的干部到村任职。"]


def test_a_paragraph_above_a_late_credit_stays_text() -> None:
    page = TITLE + "县里建成冷库4座。\n\n党员帮果农摘枣30吨。\n\n摄影：李四\n"
    assert _of(page, "body") == ["县里建成冷库4座。", "党员帮果农摘枣30吨。"]


def test_headings_with_and_without_mark() -> None:
    page = TITLE + "## 支部领路 枣农有了主心骨\n\n建成冷库4座。\n\n### 抱团闯市场\n\n卖枣30吨。"
    plain = page.replace("### ", "").replace("## ", "")
    sections = [(p.text, p.section) for p in _only(page).passages if p.kind == "body"]
    assert sections == [("建成冷库4座。", "支部领路 枣农有了主心骨"), ("卖枣30吨。", "抱团闯市场")]
    assert _of(plain, "heading") == ["支部领路 枣农有了主心骨", "抱团闯市场"]


@pytest.mark.parametrize(
    "heading",
    [
        "支部强在枣林",
        "抱团闯市场，小枣卖“大价”",
        "产业兴旺：枣树变成摇钱树",
        "把冷库建成“枣银行”",
        "三、来年打算",
        "（二）建强队伍",
    ],
)
def test_a_short_plain_line_is_a_heading(heading: str) -> None:
    page = TITLE + f"县里有枣农2万户。\n\n{heading}\n\n建成冷库4座，存枣30吨。"
    assert _of(page, "heading") == [heading]
    assert _only(page).passages[-1].section == heading


def test_a_numbered_heading_runs_on_into_its_text() -> None:
    page = (
        "县政府工作报告\n\n一、回顾\n\n（一）兴产业，动能强。开工31个。\n\n（二）惠民生，日子好。办事10件。"
    )
    bodies = [(p.text[:3], p.section) for p in _only(page).passages if p.kind == "body"]
    assert bodies == [("（一）", "（一）兴产业，动能强"), ("（二）", "（二）惠民生，日子好")]


def test_lists_stay_apart() -> None:
    page = (
        TITLE
        + "成绩如下：\n- 建成冷库4座\n- 卖枣30吨\n\n1．栽树2万亩；\n2．修渠3公里。\n\n党员28人\n网格员90人\n"
    )
    expected = [
        "成绩如下：",
        "建成冷库4座",
        "卖枣30吨",
        "1．栽树2万亩；",
        "2．修渠3公里。",
        "党员28人",
        "网格员90人",
    ]
    assert _of(page, "body") == expected


def test_hard_wrapped_paragraphs_are_joined() -> None:
    page = TITLE + (
        "　　柳林县薛村镇把闲置的校舍改成红枣加工车间，吸纳脱贫户1\n20人就业，户均年增收1.8万\n"
        "元。厂房由村党总支统一招租，租金的六成留作村集体的\n收入。\n　　下一步，镇里还将新建冷库4座。\n"
    )
    first, second = _of(page, "body")
    assert "脱贫户120人" in first
    assert "1.8万元" in first
    assert first.endswith("留作村集体的收入。")
    assert second == "下一步，镇里还将新建冷库4座。"


def test_markup_is_furniture() -> None:
    page = "# **柳林县**的枣\n\n<!-- 2020\n-->卖枣<U+00A0>30吨，&nbsp;建**冷库**4座。\n\n---\n"
    assert _only(page).title == "柳林县的枣"
    assert _of(page, "body") == ["卖枣30吨，建冷库4座。"]
    (furniture,) = _of(page, "furniture")
    assert all(word in furniture for word in ("2020", "00A0", "&nbsp;", "---"))


def test_bylines_subtitle_and_lead() -> None:
    page = (
        "枣林里的支部\n——山西省柳林县党建观察\n\n本报记者 张三\n来源：柳林发布\n\n"
        "近年来，县里卖枣30吨。\n\n（责任编辑：李四）"
    )
    article = _only(page)
    assert (article.title, article.start) == ("枣林里的支部", 0)
    assert _of(page, "byline") == ["本报记者 张三", "来源：柳林发布", "（责任编辑：李四）"]
    assert "山西省柳林县" in article.lead
    assert "卖枣30吨" in article.lead
    assert "李四" not in article.lead


def test_the_title_stands_behind_the_masthead() -> None:
    page = (
        "组织工作简报\n\n第7期（总第90期）\n\n中共柳林县委组织部　　2025年3月5日\n\n"
        "薛村镇：枣林里的支部\n\n镇里卖枣30吨。"
    )
    assert (_only(page).title, _only(page).start) == ("薛村镇：枣林里的支部", page.index("薛村镇"))


def test_buttons_of_the_web_page_are_no_title() -> None:
    page = "下载\n打印\n【字号：\n】\n2026年柳林县政府工作报告\n来源：柳林发布\n各位代表：\n去年卖枣30吨。"
    assert _only(page).title == "2026年柳林县政府工作报告"


@pytest.mark.parametrize(
    ("second", "number"),
    [
        ("陕西省延安市宜川县：苹果红了\n\n宜川县产果60万吨。", 2),
        ("# 陕西省延安市宜川县： 苹果红了\n\n宜川县产果60万吨。", 2),
        ("苹果熟了日子红\n\n■记者 王五\n\n宜川县产果60万吨。", 2),
        ("陕西省延安市宜川县：\n\n苹果红了 果农笑了\n\n宜川县产果60万吨。", 2),
        ("宜川县：苹果红了\n\n宜川县产果60万吨。", 1),
        ("薛村镇：枣子红了\n\n镇里产枣60万吨。", 1),
        ("强基固本：支部建在枣林里\n\n镇里产枣60万吨。", 1),
        ("## 四川省的经验\n\n镇里产枣60万吨。", 1),
    ],
)
def test_where_a_second_article_begins(second: str, number: int) -> None:
    page = TITLE + "柳林县产枣30万吨，枣农人均增收2000元。\n\n" + second
    found = list(articles(page))
    assert [a.number for a in found] == list(range(1, number + 1))
    if number == 2:
        bare = second.removeprefix("# ")
        assert page[found[1].start :].startswith(bare[:5])
        assert found[1].title.replace(" ", "")[:4] == bare[:4]


def test_marked_titles_without_place() -> None:
    page = "# 枣林里的支部\n\n卖枣30吨。\n\n# 一、说明\n\n无。\n\n# 苹果园里的党课\n\n产果60吨。"
    assert [a.title for a in articles(page)] == ["枣林里的支部", "苹果园里的党课"]


@pytest.mark.parametrize("page", ["", " \n\t\r\n", "　\n"])
def test_nothing_gives_nothing(page: str) -> None:
    assert list(articles(page)) == []


def test_a_page_without_title_is_still_read() -> None:
    article = _only("今年以来，全县选派干部33名到村任职，带动增收。")
    assert (article.title, article.start, article.passages[0].kind) == ("", 0, "body")


@pytest.mark.xfail(
    strict=True, reason="a caption without credit cannot be told from the rest of the sentence"
)
def test_a_caption_without_credit() -> None:
    page = TITLE + "县里选派33名经验\n\n\n\n党员帮果农摘枣。\n\n丰富的干部到村任职。"
    assert _of(page, "caption") == ["党员帮果农摘枣。"]


@pytest.mark.xfail(
    strict=True, reason="the first words of a paragraph, broken off between words, read as a heading"
)
def test_a_paragraph_broken_behind_its_first_words() -> None:
    page = TITLE + "县里有枣农2万户。\n\n严格落实\n\n中央八项规定精神，整改问题12个。"
    assert _of(page, "heading") == []
