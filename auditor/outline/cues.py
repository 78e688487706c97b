"""The table of cues: which wording makes a heading a part of the report, and a clause a plan or a lack.

One place to extend. Every pattern is matched against folded text without blanks and quotation marks
(see ``fold.compact``): half-width , : ; ( ) and simplified characters; 法制, 纪录 and 督查 stand here as
法治, 记录 and 督察. ``_any`` joins alternatives that blanks part, each a piece of a regular expression.
"""

import re

from auditor.vocabulary import Level, Role


def _any(*lists: str) -> str:
    return "(?:" + "|".join(" ".join(lists).split()) + ")"


# --- parts of the report -------------------------------------------------------------------------------

_SHORTCOMING = _any("问题 不足 短板 困难 差距 薄弱 弱项")
_AND = _any("和 与 及 以及 、")

# In order: a heading may carry several; the first decides, the others are kept as "also".
HEADING_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.FIRST_RESPONSIBLE,
        re.compile(
            _any(
                r"第一责任 主要(?:负责人|负责同志|领导).{0,8}(?:履行|履职|落实).{0,14}(?:职责|责任|情况)",
                r"(?:主要(?:负责人|负责同志|领导)|一把手|书记[、和]?[乡镇县区]长|党政主官).{0,8}(?:履责|履职|抓法治|抓依法|带头)",
            )
        ),
    ),
    (
        Role.PROBLEMS,
        re.compile(
            _any(
                rf"存在.{{0,10}}{_SHORTCOMING}",
                rf"^.{{0,14}}{_SHORTCOMING}{_AND}?(?:其|主要|产生)?的?(?:原因|成因|表现|{_SHORTCOMING})",
                rf"^(?:20\d\d年度?)?(?:主要|当前|目前|自身|突出|工作中的?|法治政府建设(?:工作)?的?)*{_SHORTCOMING}",
                r"(?:没有?|未)做[好到]的(?:地方|事|方面) [做还]得?(?:不够好?|不到位|不好|差)的(?:地方|方面) 还差在哪 哪些(?:地方|方面)?(?:不足|没做好)",
            )
        ),
    ),
    (Role.CAUSES, re.compile(_any("原因 成因 根源 症结 为什么 为何 追根溯源"))),
    (
        Role.NEXT_YEAR,
        re.compile(
            _any(
                r"下一?步 下一?年 下一?阶段 明年 来年 今后 打算 努力方向 意见和?建议 改进建议 对策建议",
                r"整改(?:措施|方向) 改进(?:措施|情况|方向) 工作(?:思路|计划|设想|展望) 主要安排",
                r"(?:工作|年度)安排(?!部署)",
                r"^20\d\d年度?.{0,16}(?:安排|打算|计划|思路|设想|重点|目标)",
                r"(?:重点|计划|安排|思路)(?:任务|目标|举措|措施|工作|安排)?$",
            )
        ),
    ),
    (Role.OTHER, re.compile(r"其[他它].{0,8}(?:情况|事项|问题|事宜|说明)|需要?(?:报告|说明)的?其[他它]")),
)
# Words that make a heading a report of what was done, whatever else it names.
HEADING_DONE = re.compile(
    _any(
        r"(?:完成|落实|开展|推进|执行|整改|进展)情况 成效 做法 履行 问题导向",
        r"(?:解决|聚焦|化解|整治|针对|破解).{0,10}(?:问题|短板|困难)",
    )
)

_THESE = _any("上述 以上 这些")
CAUSE_MARK = re.compile(
    _any(
        r"(?:究其|归结|深究|分析).{0,4}(?:原因|根源|成因)",
        r"(?:原因|成因|根源|根子|症结)(?:主要|还|一方面)?(?:有|是|在|为|如下|包括|主要|:|,)",
        rf"(?:产生|造成|导致|存在|出现|形成|分析){_THESE}(?:问题)?.{{0,12}}(?:原因|问题|不足|,|:)",
    )
)
CAUSE_OF_ALL = re.compile(rf"{_THESE}|存在问题|产生问题|问题的?(?:主要)?原因|不足的?(?:主要)?原因|究其")
PLAN_MARK = re.compile(
    _any(
        r"下一?步 下一?阶段 下一年度? 今后 接下来 明年 来年 新的一年 为此,?.{0,8}将",
        rf"(?:针对|对于?)(?:{_THESE}|存在).{{0,16}}(?:将|拟|下一步)",
    )
)
PROBLEM_MARK = re.compile(
    _any(
        rf"(?:仍|还|也|尚|依然|但)(?:然|旧)?(?:存在|有)着?(?:一些|以下|不少|一定|诸多|部分|许多|较多|若干|的)?.{{0,12}}{_SHORTCOMING}",
        r"^(?:目前|当前)?(?:存在|主要)的?(?:主要)?(?:问题|不足|短板|困难)(?:[和及与](?:不足|差距))?(?:有|是|:|,|主要)",
        rf"{_SHORTCOMING}(?:环节)?(?:主要)?(?:表现|体现)(?:在|为)",
        rf"{_SHORTCOMING}(?:环节)?(?:同样|仍然?|依然|也|仍旧|客观)存在",
    )
)

# --- how a clause speaks: plans ------------------------------------------------------------------------

_INTENT_VERB = _any(
    "继续 进一步 持续 加大 大力 不断 着力 全面 严格 认真 重点 积极 努力 深入 适时 尽快 逐步 陆续 再 及时 依法 统筹",
    "定期 择优 分批 竭力 合力 有序 稳步 大胆 主动 常态化 紧紧 切实 牢牢 始终 扎实 以更 按照 充分 围绕 聚焦 紧扣",
    "组织 开展 建立 出台 启动 制定 推进 加快 加强 强化 健全 完善 坚持 落实 推行 聘请 举办 探索 争取 编制 修订 印发",
    "完成 实现 做好 优化 抓好 聚力 邀请 联合 通过 召开 选派 引进 深化 拓展 提升 提高 增加 结合 针对 力争 对标",
    "配齐 充实 争创 打造 会 于 从",
)
# 将 that takes an object (将法治纳入考核) is no future.
_OBJECT_TAKEN = _any("纳入 作为 列入 列为 融入 贯穿 相结合")
_PLAN_VERB = _any(
    "于 在 对 用 新 开展 组织 建立 出台 举办 明年 年底 年内 通过 启动 实施 开办 采购 聘请 配备 修订 制定 全面 推行"
)
_NO_PLAN_NOUN = "".join(f"(?<!{word})" for word in "年度 工作 学习 培训 检查 督察 立法 普法 年 定 度".split())
_DRAFT_VERB = _any("于 在 开展 建 制 出台 组织 推 启 聘 修 对 将 与 新 用 从 举 成立 配 请 增 把")
_UNFINISHED = _any("招标 筹备 建设 起草 研究 谋划 编制 征求 酝酿")

PLANNED = re.compile(
    _any(
        r"下一?步 下一?阶段 下一年 明年 (?<![十百几多])来年 今后 接下来",
        rf"(?<!即)将(?:在|对|要|以)?(?:20\d\d年|明年|年底|今后)?{_INTENT_VERB}(?!.{{0,30}}{_OBJECT_TAKEN})",
        rf"{_NO_PLAN_NOUN}(?<!按)计划{_PLAN_VERB}",
        rf"(?<![模虚草比对份件项个])拟{_DRAFT_VERB}(?![^,。;]{{0,16}}的)",
        r"力争(?!小事|矛盾|不出) 争取(?!支持|资金|到|了|获) 打算(?!离婚) 预计 有望 即将",
        r"准备(?:在|于|开展|组织|建立|推|聘|启动|出台)",
        rf"尚在{_UNFINISHED} 正在{_UNFINISHED} (?<!接)(?<!招)(?<!等)(?<!看)待.{{1,16}}(?:后|再) (?:建成|投用|上线)后",
        r"(?:推迟|延期|延后|顺延)(?:至|到) (?:20\d\d年|年内|年底前)(?:将|拟|计划|要)",
        r"要(?:继续|进一步|持续|加大|不断) (?:仍|还)(?:需|要|须)(?:进一步|继续|持续)",
    )
)
# A thing that is still being built, whatever stage it has reached.
UNBUILT = re.compile(_any("可行性研究 前期论证 主体工程 封顶 奠基 立项批复"))
# A plan opened by one of these runs to the end of its sentence.
PLAN_OPENS = re.compile(
    _any(r"下一?步 下一?阶段 下一年 明年 来年 今后 接下来 将 拟 计划 力争 打算 准备 预计 待")
)
DONE = re.compile(_any(r"已(?!将|拟) 了\d 截至目前 目前已"))

# --- how a clause speaks: lacks ------------------------------------------------------------------------

_MANNER = _any(
    "全面 完全 真正 有效 严格 按时 及时 按期 按要求 按规定 专门 正式 很好 能够 能 切实 充分 深入 普遍 有 再 曾 单独",
    "统一 依法 如期 按程序",
)
# What a unit owes: 未 before one of these is a lack. 未发生, 未制定规范性文件 and the like are reports.
_DUTY = rf"{_MANNER}*" + _any(
    "开展 落实 建立 配备 执行 履行 公示 公开 完成 聘请 聘任 组织 形成 纳入 取得 参加 派 抽中 健全 完善 设立 设置 设 成立",
    "推行 推开 实施 实现 覆盖 使用 做到 达到 达标 到位 启动 配齐 编制 梳理 更新 动态 签订 展开 安排 举办 邀请 学习 培训",
    "备案 清理 出庭 述法 听取 研究 经过 经 进行 列席 参与 跟上 引进 明确 规范 深入 掌握 建成 打通 接入 上线 运行 发挥 见",
    "承接 赋权 挂牌 入驻 公布 及时 普及 开考 开工 检查 考核 审查 审核 组建",
    "制定.{0,8}(?:制度|机制|计划|方案|目录|清单|预案)",
)
# 未经审查一律不上会 is a rule that is kept; 没有审核机构的部门 only describes others.
_KEPT = r"(?!.{0,24}(?:一律|不得|不予|不上会|不提交|不签|退回|不发|不印发))"
_DESCRIBES = r"(?![^,。;]{0,12}的(?:部门|单位|人员|乡镇|镇|村|议题|事项|文件|合同|项目|企业))"
_TAKEN_UP = (
    r"(?!.{0,8}(?:整改|解决|督促|限期|通报|约谈|提出|反馈|建议|进行|开展|落实|清单|台账|\d+[个条项处件]))"
)
_CLAUSE_END = r"(?=$|[,。;、])"

LACKING = re.compile(
    _any(
        rf"(?:尚|还|仍|均|都|一直|至今|从)?(?<!并)未{_DUTY}{_KEPT} 没有?{_DUTY}{_DESCRIBES}{_KEPT}",
        r"不够 不足(?!\d) 不到位 不完善 不健全 不规范(?!行为) 不及时(?!.{0,6}(?:通报|约谈)) 不全面 不均衡 不平衡",
        r"不充分 不深入 不明显 不紧密 不顺畅 不透彻",
        rf"不高{_CLAUSE_END} 不强{_CLAUSE_END} 不多{_CLAUSE_END} 不严{_CLAUSE_END}",
        r"有待 亟待 亟需 仍需 还需 尚需 欠缺 缺乏 缺少 缺失 薄弱 滞后 空白 偏少 偏弱 偏低 偏慢 偏窄 较少 较弱 较慢 较低",
        r"空缺 缺位 不力 形同虚设 (?:推进|进展|落实)缓慢 没有(?:得到)?落实 没有续 未续 不落实 短缺 紧缺 匮乏 流于形式 停留在 走过场 打折扣 差错多 难以满足 还没 仍无 尚(?:无|不|缺)",
        rf"(?:还|仍|尚)?有(?:一定|较大|不小)?差距 至今(?:没有|仍?无|未) 存在.{{0,16}}(?:问题|不足|现象|短板|漏洞|困难){_TAKEN_UP}",
    )
)
# A lack that is itself mended or followed up is a report (整改了…不到位的问题).
LACK_MENDED = re.compile(
    _any(
        "针对 解决 整改 纠正 克服 避免 防止 杜绝 破解 督促 坚决 查处 通报 约谈 责令 清零 力戒 扭转 补齐 整治 查摆 反馈 发现"
    )
)
# Words that deny what follows them at once: 没有法律顾问, 取消了培训, 不涉及三项制度.
DENIES = re.compile(
    _any(
        r"(?<![毫全])无.{0,2} (?:没有|没).{0,4} 未(?!成年|来|经|婚|雨).{0,4} 不再.{0,4} 取消了?.{0,4} 不涉及.{0,4} 暂无.{0,4} 尚无.{0,4}",
        r"缺少.{0,3} 缺乏.{0,3}",
    )
    + "$"
)
# 没有司法所审核签字不上会: the denial is a rule that is kept.
KEPT = re.compile(_any("一律 不得 不予 不上会 不提交 不签 退回 不印发 不发文"))
# What somebody asks for is not yet done.
DEMANDED = re.compile(
    r"^(?:会议|领导)?(?:强调|要求|指出)(?:要|必须|,|:)|会议(?:强调|要求|指出)|^(?:希望|呼吁)|^建议(?:上级|省|市|县|区|由|各级)|^要(?!求|点|素|件|害|闻|约)"
)
NO_LACK = re.compile(
    r"不(?:存在|断|仅|但|同|得|予|定期|留|少于|低于|超过|折不扣|打烊|出[村镇户]|满意.{0,4}率)"
)
# A concession that ends in a lack: 制度虽已上墙,但…均未审查.
# Not done at all, against done but weakly.
ABSENT = re.compile(_any(r"均未 尚未 还未 仍未 从未 一直未 (?<!毫)未 没有 没能 仍无 尚无 空白 至今"))
# Plainly granted: 虽已实现全覆盖, 已配齐.
GRANTS = re.compile(_any(r"虽 尽管 固然 已(?!将|拟|成为|不)(?:经)?"))
CONCEDES = re.compile(_any("虽 尽管 固然"))
TURNS = re.compile(r"^(?:但|却|然而|可|不过|仍)")

# --- how a clause speaks: neither report nor lack --------------------------------------------------------

_PRAISE = _any(
    "招牌 防腐剂 基石 前提 底线 生命线 必由之路 题中之义 应有之义 根本保证 重要保障 关键所在 必然要求 重要标志 压舱石",
    "最后一道防线 试金石 牛鼻子 总抓手 重要抓手 金钥匙 晴雨表 灵魂",
)
# Sentences that only praise or explain.
GENERAL = re.compile(
    _any(
        rf"(?:是|乃|作为)[^,。;]{{0,14}}{_PRAISE} 历来(?:为|是) 自古 俗话说 古人云 众所周知 事关 意义重大 春风化雨 润物无声 贵在 重于泰山 任重道远 久久为功$"
    )
)
# Instructions and blanks of a form.
TEMPLATE = re.compile(
    _any(
        r"[xX×＊*]{2,} [xX×](?:年|月|日|次|场|份|件|人|个|名|万|条|镇|乡|县|局|街道|项|起|期|户)",
        r"(?<![\u4e00-\u9fff])某(?:镇|乡|县|局|街道|市|区|单位|月|日) (?<![\u4e00-\u9fff])某某 某某(?:镇|乡|县|局|街道|市|区|单位|同志)",
        r"\((?:此处|请|填写|根据实际|示例|本部分|此部分|该部分) 此处(?:填写|应|请|简述|插入)",
        r"(?:填写|简述|概述)本(?:单位|镇|乡|县|局|部门|地) 不少于\d+字 \d+字(?:左右|以内)",
        r"…{2,} ^略[,。] 待补充 待填 待.{0,14}(?:后补充|后填写|后汇总|汇总后) _{3,} \.{6,}",
    )
)

# --- whose doing ------------------------------------------------------------------------------------------

_HIGHER: dict[Level, str] = {
    Level.TOWNSHIP: _any("国家 中央 国务院 省 市 县 区 州 旗 上级"),
    Level.COUNTY: _any("国家 中央 国务院 省 市 州 上级"),
    Level.DEPARTMENT: _any("国家 中央 国务院 省 市 县 区 州 旗 上级"),
}
_ORGAN = _any(
    "里 上(?=[^级]) (?:直|级)(?:各|有关|相关|机关)?(?:部门|单位) 委(?!员) 政府 人民政府 人大 政协 纪委",
    "[^,。;、\\d]{1,8}?(?:局|办公室|办|委|委员会|中心|党校|支队|大队|监委|法院|检察院|公司|院|厅)",
)
# A department's colleagues are told by name only where no own name could be meant.
_DEPARTMENT_ORGAN = _any(
    "里 委(?!员) 政府 人民政府 人大 政协 纪委 法院 检察院 人民法院 人民检察院 司法局 政务服务(?:中心|局) 委党校",
    "委依法治[县市区]办 委全面依法治[县市区]委员会办公室 依法治[县市区]办 委组织部 委政法委",
)
_LEAD_IN = (
    r"^(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.])?(?:[一二三四五六七八九十]{1,2}是)?"
    r"(?:(?:20\d\d年|今年|去年|本年度|年初|年底|年内|全年|春节前|期间)?(?:以来|\d{1,2}月份?|[上下]半年|\d{1,2}日)?,?)"
)
# What another body has handed down is taken up here: 县里下放的45项权限全部承接.
_HANDED_DOWN = r"[^,。;]{0,3}(?:核定|下放|赋予|交办|转办|反馈|移交|下达|委托)(?:给[^,。;]{0,6})?的"
_NO_SUBJECT = rf"(?![^,。;]{{0,4}}(?:要求|部署|安排|统一|精神|工作要点)|的(?!.{{0,6}}(?:组织|举办))|{_HANDED_DOWN}|[^,。;]{{0,6}}(?:开庭|审理|判决|裁定|驳回))"


def higher_subject(level: Level, unit: str) -> re.Pattern[str]:
    """Return the pattern of a clause whose doer is a body above or beside the unit.

    ``unit``: its folded name; a county-level city (临水市) speaks of its own bodies as 市委, 市司法局.
    """
    higher = _HIGHER[level]
    if level is Level.COUNTY and re.search(r"市(?:委|委员会|人民政府|政府)?$", unit):
        higher = higher.replace("|市", "")
    organ = _DEPARTMENT_ORGAN if level is Level.DEPARTMENT else _ORGAN
    subject = _LEAD_IN + higher + organ + _NO_SUBJECT
    agent = rf"由{higher}[^,。;]{{0,10}}?(?:统一)?(?:组织|举办|牵头|实施|主办|承办|开展)"
    peer = (
        _LEAD_IN
        + r"(?:邻[镇乡县区]|兄弟[县市区乡镇单]|外[地县市省]|周边)(?!.{0,8}(?:联合|联动|建立|签订|协作))"
    )
    return re.compile(f"{subject}|{agent}|{peer}")


_US = r"我[镇乡县局区市街委办院中旗州校单]|本[镇乡县局区市单街级委院]"
OWN = re.compile(
    rf"{_US}|全[镇乡街局]|(?:^|[,。;:])"
    + _any(
        "党政 党委 党组 镇党委 班子 街道 办事处 党工委 局党组 书记 镇长 乡长 局长 主任",
        "(?:镇|乡|街道|局)(?:党|政|机关|里|上|司法|综合|班子|主要|长|人大|平安|属|直|法治|村|办|领导|干部|执法|纪委)",
        "执法队 代表 由街道 由[镇乡]",
    )
)
# Another body acted upon the unit itself: that is the unit's affair too.
UPON_US = re.compile(
    rf"{_US}|[对到来赴][^,。;]{{0,12}}(?:镇|乡|街道|局)[^,。;]{{0,6}}"
    r"(?:开展|进行|督察|检查|考核|评查|评议|调研|视察)"
    r"|(?:已|均|都|全部)[^,。;]{0,8}(?:整改|补正|纠正|改正|落实到位|改了)"
)
LEFT_OUT = re.compile(r"我[^,。;]{0,4}(?:不在|未被|未列|未派|没有|未参)")
# What others found wanting: 反馈…不实等问题.
FOUND_WANTING = re.compile(
    r"(?:反馈|发现|指出|查摆|通报|存在)(?:了|的|出)?[^,。;]{2,40}?等\S{0,4}?(?:问题|不足|短板)"
)
UNDER_LEADERSHIP = re.compile(r"在[^,。;]{0,40}(?:领导|指导|支持|关心|带领|帮助|统筹|部署|关怀)下")

# --- titles of documents -----------------------------------------------------------------------------------

BOOK_TITLE = re.compile(r"《[^《》\n]{1,120}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})*》|《[^《》,。;\n]{1,40}")
BARE_TITLE = re.compile(r"关于[^,。;:《》]{2,48}?的(?:通知|意见|决定|办法|规定|方案|函|通报)")
OWN_PAPER = re.compile(
    _any(
        "制定 制订 出台 印发 审议通过 审定 编制 修订 制发 拟定 拟订 起草 公布 建立 完善 健全 编印 签订 贯彻实施 下发 发布 汇编 形成 制作"
    )
    + r"(?:了|并印发|印发|实施|落实|并实施|并公布|完善)?[^,。;《]{0,8}$"
)
TAKES_UP = re.compile(_any("学习 传达 按照 根据 依据 对照 遵照 转发 宣传 宣讲 解读"))
LAW_TITLE = re.compile(
    r"^《(?:中华人民共和国|法治|党政主要负责人|[省市国]|习近平)|(?:(?<!办)法|条例|法典|宪法|纲要|总体方案)(?:\([^)]*\))?》?$"
)
# Laws whose names hold the words of a requirement, as they stand without book-title marks.
LAW_NAME = re.compile(
    _any(
        "行政复议 行政诉讼 突发事件应对 人民调解 公平竞争审查 信访工作 政府信息公开 信息公开 政务公开",
        "重大行政决策程序(?:暂行)? 法治宣传教育 优化营商环境 营商环境 行政执法监督 法律援助 公共法律服务 行政调解 行政裁决",
        "规范性文件(?:备案审查|管理|制定|监督管理)* 生产安全事故应急",
    )
    + r"(?:法(?!律|治|院|规|定)|条例|规定|办法)"
)
