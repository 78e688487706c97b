"""The JSON Schema of rule files, with Chinese descriptions, for editors that complete and check."""

from typing import Any

from auditor.rules.wording import BINDINGS, CHECK_KINDS, LEVELS, ROLES, WEIGHTS

_TERMS = {
    "type": "array",
    "items": {"type": "string"},
    "description": "词的列表。空格隔开的词要在同一句里，“/”隔开的词任选其一，“…”表示先后，“-”后面的词不能出现。",
}
_TEXT = {"type": "string"}
_YES_NO = {"enum": ["是", "否"]}
_EXAMPLE = {
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "文": {**_TEXT, "description": "一句话"},
                "全文": {**_TEXT, "description": "一整份报告"},
                "部分": {"enum": list(ROLES), "description": "这句话写在报告的哪一部分"},
                "层级": {"enum": list(LEVELS), "description": "只对这一级试"},
                "年度": {"type": ["string", "integer"], "description": "报告年度"},
            },
        },
    ]
}
_RULE: dict[str, Any] = {
    "编号": {
        **_TEXT,
        "pattern": "^[a-z0-9]+(?:[.-][a-z0-9]+)*$",
        "description": "小写英文字母、数字、点和短横",
    },
    "名称": {**_TEXT, "description": "缺项清单里显示的名称"},
    "依据": {"type": "array", "items": _TEXT, "description": "文件和条款；本单位加的规则不用写"},
    "重要程度": {"enum": list(WEIGHTS), "description": "关键 3 分、重要 2 分、一般 1 分、提示不计分"},
    "适用": {"enum": list(BINDINGS), "description": "必报、有职能时必报、只提示、不适用"},
    "检查": {"enum": list(CHECK_KINDS), "description": "怎样检查；自己加的规则一般写“提及”或“要点”"},
    "词": _TERMS,
    "弱词": {**_TERMS, "description": "只找到这些词时算“部分报告”"},
    "要点": {"type": "object", "additionalProperties": _TERMS, "description": "要点名称和各自的词"},
    "够几项": {"type": ["string", "integer"], "description": "报告了几个要点就算已报告；不写则要全部"},
    "或": {**_TERMS, "description": "找到其中一个，就算全部要点都报告了"},
    "易混": {**_TERMS, "description": "字面相近、说的是另一回事的词，永远不算"},
    "标题下有": {**_TERMS, "description": "词只在标题里时，标题下面有这些词才算"},
    "无此职能": {**_TERMS, "description": "报告里有这些词，说明没有此项职能，不适用"},
    "过时": {"type": "array", "description": "写错或过时的说法（检查：引用）"},
    "他方亦可": {**_YES_NO, "description": "别的单位对本单位做的也算"},
    "否定亦可": {**_YES_NO, "description": "“无……案件”一类的否定说法也算已报告"},
    "书名亦可": {**_YES_NO, "description": "书名号里的词也算"},
    "年度": {**_TEXT, "description": "适用的报告年度，如 2025-、-2025、2021-2025"},
    "部分": {"enum": list(ROLES), "description": "检查：章节 时，指哪一部分"},
    "怎么补": {**_TEXT, "description": "告诉报送单位怎样补写"},
    "停用": {**_TEXT, "description": "停用这条规则的理由"},
    "说明": {**_TEXT, "description": "给规则作者看的说明"},
    "应通过": {"type": "array", "items": _EXAMPLE, "description": "应当通过的例句"},
    "不应通过": {"type": "array", "items": _EXAMPLE, "description": "不应当通过的例句"},
}
_LISTS = ("词", "弱词", "或", "易混", "标题下有", "无此职能", "应通过", "不应通过", "依据")


def json_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12)."""
    properties = _RULE | {
        f"+{key}": {**_RULE[key], "description": f"在原有的“{key}”上增加"} for key in _LISTS
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "法治政府建设年度报告核查规则",
        "type": "object",
        "required": ["规则集"],
        "additionalProperties": False,
        "properties": {
            "规则集": {
                "type": "object",
                "required": ["编号", "名称"],
                "additionalProperties": False,
                "properties": {
                    "编号": {**_TEXT, "description": "小写英文字母、数字和短横"},
                    "名称": {**_TEXT, "description": "规则集的名称"},
                    "版本": {**_TEXT, "description": "版本，请加引号"},
                    "沿用": {
                        "type": "array",
                        "items": _TEXT,
                        "description": "叠在哪些规则之上；只写级别则只用于这些级别",
                    },
                },
            },
            "规则": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["编号"],
                    "additionalProperties": False,
                    "properties": properties,
                },
            },
        },
    }
