"""rules: everything that an author of rules needs."""

from pathlib import Path

import click

from auditor.authoring import coverage_text, diff_on_text, diff_text, show_text, template, try_text
from auditor.cli.chinese import ChineseGroup
from auditor.cli.common import level_option, load, rules_option, write, write_bytes
from auditor.cli.exits import Exit
from auditor.errors import RuleError
from auditor.examples import run_examples
from auditor.render.columns import table
from auditor.render.handbook import handbook_docx, handbook_html
from auditor.rules import load_rules
from auditor.rules.seal import schema_text
from auditor.rules.wording import ROLES, WEIGHTS
from auditor.selftest import describe
from auditor.vocabulary import LABELS, WEIGHT_NAMES, Level


@click.group(cls=ChineseGroup, subcommand_metavar="命令 …")
def rules() -> None:
    """查看、检查、测试、编写规则。"""


@rules.command("list")
@rules_option
@level_option
def list_rules(rules: Path | None, level: str | None) -> Exit:
    """列出全部规则：编号、名称、重要程度、是否必报。"""
    rule_set = load(rules, tested=False)
    rows = [
        (
            rule.id,
            rule.title,
            WEIGHT_NAMES[rule.weight],
            LABELS[rule.binding],
            "停用" if rule.disabled else "",
        )
        for rule in rule_set.levels[Level(level or Level.TOWNSHIP)]
    ]
    write(table(("编号", "名称", "重要程度", "适用", ""), rows, (26, 40, 8, 16, 4)) + "\n")
    return Exit.DONE


@rules.command()
@click.argument("rule_id", metavar="编号")
@rules_option
@level_option
def show(rule_id: str, rules: Path | None, level: str | None) -> Exit:
    """显示一条规则的最终内容，每一项来自哪个文件哪一行。"""
    write(show_text(load(rules, tested=False), rule_id, Level(level or Level.TOWNSHIP)))
    return Exit.DONE


@rules.command()
@click.argument("file", metavar="规则文件", type=click.Path(path_type=Path), required=False)
def check(file: Path | None) -> Exit:
    """检查规则文件的写法，一次列出全部错误。"""
    rule_set = load(file, tested=False)
    write(f"写法没有错误：共 {rule_set.count} 条规则。再用 auditor rules test 看例句是否通过。\n")
    return Exit.DONE


@rules.command()
@click.argument("file", metavar="规则文件", type=click.Path(path_type=Path), required=False)
def test(file: Path | None) -> Exit:
    """运行规则里的例句，列出误报和漏报。"""
    rule_set = load(file, tested=False)
    failures = list(run_examples(rule_set))
    if failures:
        write(describe(failures) + "\n")
        return Exit.MISTAKE
    write(f"例句全部通过：共 {rule_set.count} 条规则。\n")
    return Exit.DONE


@rules.command("try")
@click.argument("sentence", metavar="一句话")
@click.option(
    "--part", type=click.Choice(list(ROLES)), default="主要举措和成效", help="这句话写在报告的哪一部分。"
)
@click.option("--rule", "rule_id", metavar="编号", help="只看这一条规则。")
@rules_option
@level_option
def try_sentence(
    sentence: str, part: str, rule_id: str | None, rules: Path | None, level: str | None
) -> Exit:
    """试一句话：哪些规则认它，哪些不认，为什么。"""
    rule_set = load(rules, tested=False)
    write(try_text(rule_set, sentence, ROLES[part], Level(level or Level.TOWNSHIP), rule_id))
    return Exit.DONE


@rules.command()
@click.argument("rule_id", metavar="编号")
@click.option("--title", metavar="名称", prompt="规则的名称", help="规则的名称。")
@click.option("--term", "terms", metavar="词", multiple=True, help="要找的词，可以写多次。")
@click.option("--passing", metavar="句子", prompt="一句应当通过的话", help="一句应当通过的话。")
@click.option("--failing", metavar="句子", prompt="一句不应通过的话", help="一句不应通过的话。")
@click.option("--weight", type=click.Choice(list(WEIGHTS)), default="一般", help="重要程度。")
@click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), required=True, help="写进这个新文件。"
)
def new(
    rule_id: str, title: str, terms: tuple[str, ...], passing: str, failing: str, weight: str, output: Path
) -> Exit:
    """新建一条规则：写出带说明的文件，并马上用例句试一遍。"""
    if output.exists():
        raise RuleError(f"文件“{output}”已经有了。请换一个文件名，或打开它直接添加。")
    if not terms:
        terms = tuple(click.prompt("要找的词（几个词用逗号隔开）").replace("，", ",").split(","))
    write(template(rule_id, title, terms, passing, failing, weight), output)
    failures = [each for each in run_examples(load_rules(output)) if each.rule == rule_id]
    if failures:
        write(f"已写入 {output}，但例句没有通过，请修改：\n\n{describe(failures)}\n")
        return Exit.MISTAKE
    write(f"已写入 {output}，例句通过。使用：auditor check --rules {output} 报告.txt\n")
    return Exit.DONE


@rules.command()
@click.argument("first", metavar="规则文件A", type=click.Path(path_type=Path))
@click.argument("second", metavar="规则文件B", type=click.Path(path_type=Path), required=False)
@click.option(
    "--on", "folder", metavar="文件夹", type=click.Path(path_type=Path), help="看这些报告的结果有什么变化。"
)
def diff(first: Path, second: Path | None, folder: Path | None) -> Exit:
    """比较两套规则；只写一个文件时，与自带规则比较。"""
    before = load(first, tested=False) if second else load_rules()
    after = load(second or first, tested=False)
    write(diff_on_text(before, after, folder) if folder else diff_text(before, after))
    return Exit.DONE


@rules.command()
@click.option("-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="写进这个文件。")
def schema(output: Path | None) -> Exit:
    """输出规则文件的 JSON Schema，供编辑器提示和检查。"""
    write(schema_text(), output)
    return Exit.DONE


@rules.command()
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    required=True,
    help="写进这个 .html 或 .docx 文件。",
)
@rules_option
def handbook(output: Path, rules: Path | None) -> Exit:
    """输出可以打印的核查手册（网页或 Word）。"""
    rule_set = load(rules, tested=False)
    match output.suffix.lower():
        case ".html":
            write(handbook_html(rule_set), output)
        case ".docx":
            write_bytes(handbook_docx(rule_set), output)
        case _:
            raise RuleError(f"手册“{output}”要写成 .html 或 .docx 文件。")
    return Exit.DONE


@rules.command()
@rules_option
def coverage(rules: Path | None) -> Exit:
    """列出督察工作规定和实施纲要的各项，哪些有规则，哪些没有。"""
    write(coverage_text(load(rules, tested=False)))
    return Exit.DONE
