"""What a noun names, by how it ends: a property, a person, a body, a head that takes a verb before it."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS_KNOWN = 8192  # what a word is by its ending is asked again and again of the same words

_PROPERTY = re.compile(
    r"(?:[率值额度数比]|(?<!力)量|收入|支出|面积|规模|比重|比例|占比|水平|成本|利润|工资|时长|时限|工期|产值|总产|得分|总?装机|(?<=[均低高贴]).?标准|底数|指数|能耗|浓度|增速|里程|时间|价格|费用|营收|税收|投入|投资|距离|年龄|贷款余额|存款余额|余额)$"
)
_PERSON = re.compile(
    r"(?:[员者人长师生工民手友户干嫂匠将]|干部|群众|骨干|专家|人才|青年|妇女|代表|家庭|教授|院士|先锋|乡贤|青少年|小哥|书记|主任|对象|子女|学子|能人|军人|职工|委员|队伍|[候人]选|经理|助理)$"
)
_HOLDER = re.compile(
    r"(?:[省市县区镇乡旗州盟局部委办院所厅处校矿厂]|(?<!农)村|[员协商工委事]会|街道|社区|公司|集团|集体|合作社|政府|中心|单位|支部|党委|党组|学校|企业|部门|我们|他们|政府|当地)$"
)
_MODIFIED = re.compile(
    r"(?:人员|机构|主体|对象|中心|[站点队所室馆园区]|(?<!航)班|工程|项目|基地|平台|设施|设备|系统|网络|体系|制度|机制|办法|方案|计划|协议|合同|工作|活动|任务|能力|规模|成本|岗位|场所|阵地|模式|团队|小组|人才|标准|范围|周期|时限|时长|面积|服务|措施|举措|政策|信息|数据|专班)$"
)


@lru_cache(maxsize=_WORDS_KNOWN)
def takes_modifier(word: str) -> bool:
    """Whether a noun forms compounds with the verbal noun before it (养老机构, 研发人员) rather than being its object.

    >>> takes_modifier("人员"), takes_modifier("群众")
    (True, False)
    """
    return _MODIFIED.search(word) is not None


@lru_cache(maxsize=_WORDS_KNOWN)
def is_property(word: str) -> bool:
    """Whether a noun names a property that has a level (覆盖率, 面积), rather than a thing that is counted.

    >>> is_property("覆盖率"), is_property("企业")
    (True, False)
    """
    return len(word) > 1 and _PROPERTY.search(word) is not None


@lru_cache(maxsize=_WORDS_KNOWN)
def is_person(word: str) -> bool:
    """Whether a noun names persons, by how it ends.

    >>> is_person("网格员"), is_person("网格")
    (True, False)
    """
    return _PERSON.search(word) is not None


@lru_cache(maxsize=_WORDS_KNOWN)
def is_holder(word: str) -> bool:
    """Whether a noun names a body that acts rather than what is counted, by how it ends.

    >>> is_holder("街道"), is_holder("路灯")
    (True, False)
    """
    return _HOLDER.search(word) is not None


@lru_cache(maxsize=_WORDS_KNOWN)
def could_act(word: str) -> bool:
    """Whether a noun names somebody who could do what the verb behind it says.

    >>> could_act("社区"), could_act("志愿者"), could_act("路灯")
    (True, True, False)
    """
    return is_holder(word) or is_person(word)


_MONEY = re.compile(r"(?:资金|经费|基金|款|贷款|债券|补贴|补助|奖金)$")


def is_money(word: str) -> bool:
    """Whether a noun names money, which verbs of giving and raising take as their object (投入研发资金).

    >>> is_money("研发资金"), is_money("群众")
    (True, False)
    """
    return _MONEY.search(word) is not None
