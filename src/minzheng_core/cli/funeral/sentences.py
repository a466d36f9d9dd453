"""What the commands on funerals say, in both languages."""

from __future__ import annotations

from minzheng_core.cli.sentences import Sentences

SENTENCES = Sentences(
    zh={
        "claims": "{cases:,} 案、{services:,} 项服务：标准 {gross} 元，减免（奖补） {free} 元，应付 {pay} 元。",
        "items": "项目名称按标准里的叫法：{pairs}",
        "sum": "合计：标准 {gross} 元，减免（奖补） {free} 元，应付 {pay} 元",
        "due kind": "{what}：{count:,} 条",
        "over": "  {case}  {what}  {since} 起，{due} 到期，已过 {days} 天",
        "coming": "  {case}  {what}  {since} 起，{due} 到期，还有 {days} 天",
        "nothing due": "没有到期的。",
        "stock": "档案 {files:,} 份，架上 {shelves:,} 份，不符 {faults:,} 处。",
        "payments": "发放 {payments:,} 笔。确定死后领取 {people:,} 人 {certain:,} 笔，应追回 {amount} 元；可能的 {possible:,} 笔，另行核实。",
        "across": "{cases:,} 案，全簿核查发现问题 {findings:,} 处。",
        "marriages": "婚姻登记簿“{book}”：因死亡而丧偶 {widowed:,} 人；死亡之后的登记 {late:,} 处。",
        "no marriages": "这个存储里没有婚姻登记簿，丧偶和死亡之后的登记没有查。",
        "unwritten": "没有写 {file}。",
        "serials": "已发 {issued:,} 份，作废 {void:,} 份，缺号 {missing:,} 个，重号 {twice:,} 个。",
        "indicator": "{label}：{value}%（{numerator:,} ÷ {denominator:,}）",
        "basis": "  口径：{definition}；{since} 至 {until}（不含）；来源：{source}",
        "left out": "  不计入分母：{left}",
        "row": "  第 {row} 条：{finding}",
        "more": "  ……另有 {count:,} 条，用 --out 看全部",
        "saved": "已写入 {file}（含个人信息，注意保管）",
    },
    en={
        "claims": "{cases:,} cases, {services:,} services: {gross} yuan, {free} free or awarded, {pay} to pay.",
        "items": "Items by their names in the schedule: {pairs}",
        "sum": "Sum: {gross} yuan, {free} free or awarded, {pay} to pay",
        "due kind": "{what}: {count:,}",
        "over": "  {case}  {what}  from {since}, due {due}, {days} days over",
        "coming": "  {case}  {what}  from {since}, due {due}, {days} days left",
        "nothing due": "Nothing is due.",
        "stock": "{files:,} on file, {shelves:,} on the shelves, {faults:,} do not agree.",
        "payments": "{payments:,} payments. Certainly after death: {people:,} people, {certain:,} payments, {amount} yuan to recover; {possible:,} possible ones to be checked.",
        "across": "{cases:,} cases, {findings:,} findings across the book.",
        "marriages": "Marriage book {book}: {widowed:,} widowed by a death; {late:,} registrations after a death.",
        "no marriages": "There is no marriage book in this store: widowhood and registrations after a death were not looked for.",
        "unwritten": "{file} was not written.",
        "serials": "{issued:,} issued, {void:,} void, {missing:,} missing, {twice:,} twice.",
        "indicator": "{label}: {value}% ({numerator:,} of {denominator:,})",
        "basis": "  {definition}; from {since} up to {until}; source: {source}",
        "left out": "  left out: {left}",
        "row": "  line {row}: {finding}",
        "more": "  … {count:,} more; --out has them all",
        "saved": "Written to {file} (personal data: guard it)",
    },
)

say = SENTENCES.say
