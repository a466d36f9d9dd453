"""Rebuild the tables for names: ``name_variants.csv`` and ``surname_readings.csv``.

Traditional characters come from the single-character table of OpenCC (package
opencc-python-reimplemented 0.1.7, Apache-2.0), the regular readings from pypinyin. What no open
table holds (second scheme of 1977, variants restored for names, surname readings, compound
surnames) is compiled below by hand and graded: C certain, L likely, K general knowledge.

    python refdata/name_variants.py
"""

from __future__ import annotations

import csv
import unicodedata
from importlib import metadata, resources
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

DATA = Path(__file__).parents[1] / "src" / "minzheng_core" / "reference" / "data"


def words(text: str) -> list[str]:
    """The entries of a list compiled by hand."""
    return text.split()


# Simplification merged these with another character that is itself a name or a surname:
# a match by them is possible, never certain.
MERGED = set(
    "於餘徵乾幹範薑穀鬱後瀋鬍衚麴蕓闆闢鬆硃樸蔔隻鬥醜幾誌嶽傢錶髮曆鹹檯颱週賙籲捨製術裏鞦係繫儘瀰複覆"
    "僕價彆裡祇衹藉託鉅鐘"
)
# The table lists these second although they are simply the traditional form.
PLAIN = set("艷勛沖鑒閑嫻鐮証")

# Old printed shapes and scribal forms of one and the same character (旧字形, 俗字).
SAME_SHAPE = words("""
戶户 戸户 呂吕 吳吴 呉吴 髙高 峯峰 羣群 眞真 靑青 淸清 黃黄 彥彦 愼慎 鎭镇 敎教 啓启 啟启 敘叙 敍叙 綠绿 緑绿
祿禄 錄录 録录 虛虚 兪俞 內内 冊册 玆兹 茲兹 爲为 為为 卽即 旣既 鄕乡 郞郎 晉晋 栁柳 桺柳 榦干 槑梅 楳梅 歲岁
熈熙 煕熙 爗烨 燿耀 畧略 畊耕 皁皂 秊年 穉稚 竒奇 竝并 並并 幷并 併并 綉绣 繡绣 緐繁 臯皋 皐皋 暠皓 蓴莼 衆众
讚赞 豔艳 艶艳 跡迹 蹟迹 逈迥 隣邻 隄堤 鷄鸡 雞鸡 頴颖 飜翻 駡骂 鳯凤 鴈雁 鵞鹅 龎庞 頼赖 徳德 悳德 惪德 恆恒
恠怪 栢柏 寳宝 寶宝 珎珍 菓果 蕋蕊 蘂蕊 荳豆 喦岩 嵒岩 巗岩 嶋岛 樑梁 欝郁 廼乃 迺乃 彊强 強强 凖准 淨净 凈净
決决 況况 減减 涼凉 産产 產产 顏颜 顔颜 靜静 説说 說说 悅悦 鋭锐 閲阅 兌兑 緖绪 奧奥 橫横 曁暨 徧遍 衞卫 衛卫
囯国 囶国 圀国 囻国 迠建 覌观 観观 応应 広广 沢泽 浜滨 渋涩 関关 辺边 発发 桜樱 駅驿 栄荣 蛍萤 労劳
団团 図图 県县 経经 継继 絵绘 斎斋 斉齐 剤剂 恵惠 壽寿 処处 実实 桟栈 銭钱 釈释 訳译 択择 竜龙
滝泷 亀龟 覚觉 挙举 転转 伝传 黒黑 徴征 歩步 渉涉 頻频 毎每 勲勋 薫熏 焼烧 暁晓 尭尧 堯尧
稲稻 穏稳 隠隐 証证 検检 険险 剣剑 倹俭 験验 戻戾 涙泪 淚泪 収收 叡睿 壻婿 嬾懒 牀床 峩峨 鵝鹅 谿溪 慙惭
氷冰 浄净 粋粹 酔醉 従从 縦纵 総总 聡聪 聰聪 窓窗 窻窗 牕窗 朶朵 躱躲 覧览 檪栎 楽乐 薬药 禮礼 豊丰
""")

# Characters that people hold in their names and that a register may write either way.
VARIANT = words("""
锺钟 昇升 陞升 崑昆 崐昆 脩修 遊游 淩凌 喆哲 堃坤 邨村 甦苏 龢和 甯宁 寗宁 寕宁 澂澄 濬浚 絃弦 仝同 晳皙 珮佩
祕秘 炤照 秌秋 穐秋 汎泛 鼇鳌 筦管 菴庵 粧妆 蔴麻 僊仙 仚仙 儁俊 媿愧 嫺娴 婣姻 寔实 尠鲜
岀出 弌一 弍二 弎三 彜彝 彞彝 恊协 懽欢 驩欢 拏拿 挐拿 攷考 敺驱 旾春 昚慎 晧皓 皜皓 皞皓 暤皓 昊昊
暎映 朞期 椀碗 槀槁 樝楂 櫂棹 汚污 湧涌 溼湿 瀞净 煇辉 燄焰 爕燮 犇奔 猨猿 珤宝 琍璃 璢璃 瑠璃 瑯琅
璚琼 疎疏 疋匹 睠眷 矦侯 碁棋 棊棋 稺稚 糉粽 綵彩 縂总 翺翱 耑端 肎肯 胷胸 艸草 荘庄 葊庵 蒨茜 蕚萼
藁稿 蘓苏 蘐萱 萲萱 蕿萱 虵蛇 蜨蝶 裠裙 覩睹 諠喧 譌讹 賛赞 躭耽 軰辈 迻移 遯遁 酧酬 釆采 採采 寀采 鉄铁
銕铁 鍳鉴 鑑鉴 闇暗 阯址 陥陷 雋隽 雝雍 霑沾 頫俯 飇飙 飈飙 飖摇 餽馈 鬦斗 麐麟 麯曲 鼂晁 齩咬 埜野 壄野
峕时 旹时 嵗岁 峝洞 崧嵩 崘仑 崙仑 劵券 効效 勅敕 勑敕 卋世 丗世 夘卯 夀寿 妳奶 姉姊 姪侄 娬妩 孃娘 寘置
廕荫 廸迪 弔吊 慤悫 憙喜 囍喜 戞戛 敭扬 颺扬 飏扬 昜阳 旸阳 暘阳 烱炯 煖暖 牋笺 牕窗 玅妙 珪圭
璿璇 疉叠 皷鼓 眀明 朙明 筭算 紥扎 絜洁 緜绵 罇樽 羢绒 苐第
茘荔 莿刺 蓱萍 藼萱 蠒茧 襍杂 喩喻 諭谕 贇赟 踈疏 逺远 郷乡 醻酬 鍚锡 鎔熔 镕熔
鏽锈 閤阁 隝岛 靁雷 韈袜 頋顾 鱻鲜 鳬凫 鵾鹍 鸎莺 鷪莺 麄粗 黙默
""")

# Second scheme of simplification (draft 1977-12-20, withdrawn 1986-06-24): surnames of today.
SECOND_SCHEME = words("萧肖 傅付 阎闫 戴代 蓝兰 詹占 樊凡")
# Surnames taken for each other by eye or written either way.
LOOKALIKE = words("邱丘 佘余 畲余 覃谭 寥廖 郄郗 毋母 贠员 洗冼 荀苟")

# CJK radicals supplement as copied out of PDF files; U+2F00–2FD5 decompose by themselves.
RADICALS = words("""
⺁厂 ⺆冂 ⺈刀 ⺉刂 ⺋㔾 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺨犭 ⺩王 ⺬示 ⺭礻 ⺱罓
⺲罒 ⺹耂 ⺺肀 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞
⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
""")

# Surname readings that differ from the first reading of the character.
IRREGULAR = words("""
曾zeng 单shan 解xie 仇qiu 区ou 查zha 朴piao 盖ge 员yun 缪miao 晟cheng 覃qin 翟zhai 乐yue 洗xian 召shao 能nai 种chong
祭zhai 隗wei 繁po 卜bu 秘bi 折she 牟mu 郇xun 佴nai 乜nie 么yao 占zhan 薄bo 都du 镡tan 阚kan 莘shen 蔚yu 谌chen 冼xian
句gou 黑he 费fei 宿su 颉xie 贲ben 冒mao 虎hu 郄qie 钭tou 重chong 那na 哈ha 尉wei 任ren 华hua 宁ning 燕yan 纪ji 万wan
尹yin 应ying 葛ge 令ling 过guo 柏bai 车che 石shi 干gan 朝chao 藏zang 适kuo 厍she 妫gui 芈mi 隽juan 眭sui 逄pang 仉zhang
贠yun 訾zi 撒sa 盛sheng 相xiang 长zhang 莫mo 郗xi 阙que 於yu 要yao 殷yin 粘nian 著zhu 斗dou 宓mi 寻xun 嵇ji 糜mi 冯feng
俞yu 叶ye 罗luo 汤tang 湛zhan 舒shu 沈shen 曲qu 渠qu 鲜xian 车che 校xiao 行xing 省sheng 佘she 畲she 揭jie 谷gu 艾ai 大da
仝tong 教jiao 给ji 麴qu 郈hou 郏jia 啜chuai 笪da 禚zhuo 亓qi 呙guo 逯lu 昝zan 璩qu 晁chao 郜gao 苌chang 邸di 缑gou 奇qi
""")

COMPOUND = words("""
欧阳ouyang 上官shangguan 司马sima 司徒situ 司空sikong 司寇sikou 诸葛zhuge 皇甫huangfu 夏侯xiahou 东方dongfang
南宫nangong 西门ximen 公孙gongsun 慕容murong 轩辕xuanyuan 呼延huyan 赫连helian 端木duanmu 百里baili 濮阳puyang
淳于chunyu 申屠shentu 尉迟yuchi 万俟moqi 澹台tantai 长孙zhangsun 令狐linghu 鲜于xianyu 宇文yuwen 单于chanyu
公冶gongye 独孤dugu 拓跋tuoba 纳兰nalan 第五diwu 公羊gongyang 漆雕qidiao 壤驷rangsi 亓官qiguan 羊舌yangshe
颛孙zhuansun 闾丘lvqiu 完颜wanyan 耶律yelv 哥舒geshu 达奚daxi 尔朱erzhu 巫马wuma 范姜fanjiang 张简zhangjian
爱新觉罗aixinjueluo 叶赫那拉yehenala 瓜尔佳guaerjia 钮祜禄niuhulu 赫舍里hesheli 索绰罗suochuoluo 富察fucha
""")
# Rare ones whose first character is a common surname: only in names of four characters.
COMPOUND_OF_FOUR = words("""
宗政zongzheng 太叔taishu 钟离zhongli 仲孙zhongsun 闻人wenren 谷梁guliang 乐正yuezheng 公良gongliang 夹谷jiagu
宰父zaifu 微生weisheng 梁丘liangqiu 左丘zuoqiu 东郭dongguo 南门nanmen 子车ziju 公西gongxi 段干duangan
""")

COMMON = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常于时傅皮卞齐康伍余元顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成"
    "戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞支柯管卢莫经房裘"
    "干宗丁宣邓郁杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧山谷侯蓬全郗班仰秋"
    "仲伊宫仇栾甘厉戎祖武符刘景詹束龙幸司韶郜黎蓟印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴闻党谭贡劳逄姬申扶堵冉宰郦雍"
    "桑桂濮牛寿通边扈冀浦尚农温别庄晏柴瞿阎充慕连茹习宦鱼容向古易慎戈廖庾终暨居衡步耿满弘匡国文寇广禄阙东欧利师巩聂"
    "晁勾敖融冷辛简饶空沙养鞠须丰巢关蒯后荆红游竺权益桓公肖付闫代兰凡丘涂侬岳帅亢况郈有琴商伯佟言福敬苟尧税苑原栗鄢"
    "来占谌卿晋邸甯官喜揭丛宛麦布海信修巨但门展仝战迟兀车邝刀刃火朴阿哈海马拜拉龚蒲铁撒妥黑洒者买脱丑闪答蔚隋初宾迮"
    "覃韦农蒙岑莫罗玉零磨银欧阳石麻龙吴廖田向彭冉覃滕黔潭潘雷蓝钟兰盘邓赵黄李唐冯周包沐木和阿刀召岩波玉依康杨段尹董"
    "锺閤郐逯亓仉呙昝璩缑笪邓佘畲毋母上苌禚钭乜么粟粘谯訾贲由甲皇薄鲜原单解查盖区曾翟牟缪阚莘柯桃冒洗冼官英雪奉补"
)


def toneless(reading: str) -> str:
    """One syllable without its tone, with v for ü."""
    plain = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in plain if not unicodedata.combining(c))


def variant_rows() -> list[tuple[str, str, str, str, str]]:
    """Each character, the one it is matched by, why, how sure, and whence."""
    opencc = f"OpenCC {metadata.version('opencc-python-reimplemented')}"
    folder = resources.files("opencc") / "dictionary"

    def table(name: str) -> dict[str, list[str]]:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        return {line.split("\t")[0]: line.split("\t")[1].split(" ") for line in lines}

    traditional_of = table("STCharacters.txt")
    rows: dict[str, tuple[str, str, str, str, str]] = {}

    def add(char: str, key: str, kind: str, grade: str, source: str) -> None:
        if char != key:
            rows.setdefault(char, (char, key, kind, grade, source))

    for pair in VARIANT:
        add(
            pair[0],
            pair[1],
            "variant",
            "K",
            "compiled from general knowledge",
        )
    for pair in SAME_SHAPE:
        if pair[0] != "徴" and pair[0] not in MERGED:
            add(
                pair[0],
                pair[1],
                "traditional",
                "K",
                "compiled from general knowledge: old and scribal shapes",
            )
    for char, keys in table("TSCharacters.txt").items():
        forms = traditional_of.get(keys[0], [char])
        secondary = forms[0] != char and char in forms and char not in PLAIN
        merged = secondary or char in MERGED
        add(char, keys[0], "merged" if merged else "traditional", "C", opencc)
    for pairs, kind, source in (
        (
            SECOND_SCHEME,
            "second-scheme",
            "第二次汉字简化方案（草案）1977-12-20, withdrawn 1986-06-24",
        ),
        (LOOKALIKE, "lookalike", "compiled"),
    ):
        for pair in pairs:
            rows[pair[0]] = (pair[0], pair[1], kind, "K", source)
    for pair in RADICALS:
        add(pair[0], pair[1], "radical", "L", "Unicode EquivalentUnifiedIdeograph 17.0")
    return sorted(rows.values())


def surname_rows() -> list[tuple[str, str, int, str, str]]:
    """Each surname, its reading, the shortest name in which it is taken for one, grade, source."""
    package = f"pypinyin {metadata.version('pypinyin')}"
    rows: dict[str, tuple[str, str, int, str, str]] = {}
    for entries, shortest in ((COMPOUND, 3), (COMPOUND_OF_FOUR, 4), (IRREGULAR, 2)):
        for entry in entries:
            surname = entry.rstrip("abcdefghijklmnopqrstuvwxyz")
            length = max(shortest, len(surname) + 1)
            rows.setdefault(surname, (surname, entry[len(surname) :], length, "K", "compiled"))
    for char in COMMON:
        reading = toneless(pinyin_dict[ord(char)].split(",")[0])
        rows.setdefault(char, (char, reading, 2, "L", package))
    return sorted(rows.values())


def write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write one table with Unix line ends."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write both tables."""
    write("name_variants.csv", ("char", "key", "kind", "grade", "source"), variant_rows())
    write(
        "surname_readings.csv",
        ("surname", "reading", "min_length", "grade", "source"),
        [tuple(map(str, row)) for row in surname_rows()],
    )


if __name__ == "__main__":
    main()
