//! Traditional characters: a document in them is read as if it were written in simplified ones, in which all words are
//! known here, and its texts are then put back as they stand in the document.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::draft::{Block, Draft, Value};
use super::outline::Line;
use crate::text::is_han;

/// Traditional characters, each before the simplified one: those of the words that this module's neighbours know.
const PAIRS: &str = "\
    萬万與与專专業业東东個个箇个臨临為为爲为麼么麽么烏乌樂乐習习書书爭争於于雲云亞亚產产産产億亿從从價价眾众 \
    衆众優优夥伙會会傳传倫伦體体餘余剋克黨党關关興兴養养內内軍军農农況况齣出劃划劉刘創创別别彆别製制辦办務务 \
    動动勵励勢势區区醫医昇升陞升華华協协單单廠厂廳厅厤历曆历歷历廈厦廚厨參参雙双發发髮发檯台臺台號号閤合衕同 \
    後后嚮向曏向員员週周諮咨迴回團团糰团園园圍围國国圖图聖圣場场處处備备復复複复夠够頭头奬奖獎奖學学寧宁實实 \
    審审傢家對对導导爾尔侷局屬属崗岗島岛師师帶带蓆席乾干幹干並并併并廣广莊庄慶庆牀床庫库應应開开噹当當当徹彻 \
    誌志態态總总願愿戲戏戰战戶户託托執执揚扬護护報报擔担擁拥掛挂換换據据攝摄敎教數数無无舊旧時时晉晋術术機机 \
    雜杂權权條条來来構构標标棧栈覈核檢检橫横畢毕匯汇彙汇滙汇漢汉瀋沈註注測测濟济澱淀溫温遊游灣湾濱滨濰潍點点 \
    煙烟菸烟熱热愛爱牽牵狀状獨独獻献環环現现電电監监盤盘磯矶碼码礎础碩硕離离祕秘稱称稅税競竞簽签籤签簡简類类 \
    粵粤係系繫系約约級级納纳紐纽綫线線线練练組组織织紹绍經经結结絡络統统績绩維维綜综編编網网羅罗羣群職职聯联 \
    肅肃藝艺甦苏蘇苏範范薦荐榮荣獲获穫获營营濛蒙銜衔補补錶表規规視视譽誉計计認认訓训議议訊讯記记講讲論论設设 \
    訪访証证證证評评識识詞词譯译試试話话詢询該该語语說说説说請请讀读課课穀谷負负貢贡財财責责質质購购貫贯貴贵 \
    貿贸資资賽赛踐践車车轉转軟软輔辅輯辑遼辽達达過过運运還还進进遠远連连選选郵邮鄭郑埰采寀采採采裏里裡里針针 \
    鍼针銅铜銀银鏈链銷销鎖锁錫锡鍵键長长門门問问間间聞闻隊队陽阳際际陳陈陝陕險险隨随難难僱雇麪面麫面麵面韓韩 \
    頁页項项顧顾頓顿預预領领題题舘馆館馆馬马驗验魯鲁齊齐齡龄龍龙";

/// The characters of `PAIRS`, and a bit for each traditional one: nearly all characters are ruled out by that.
struct Table {
    bits: Vec<u64>,
    simplified: FxHashMap<char, char>,
}

fn simplified(c: char) -> char {
    static TABLE: OnceLock<Table> = OnceLock::new();
    if !is_han(c) {
        return c;
    }
    let table = TABLE.get_or_init(|| {
        let characters: Vec<char> = PAIRS.chars().filter(|c| is_han(*c)).collect();
        let mut table = Table { bits: vec![0; 0x1_0000 >> 6], simplified: FxHashMap::default() };
        for pair in characters.chunks(2) {
            table.bits[pair[0] as usize >> 6] |= 1 << (pair[0] as usize & 63);
            table.simplified.insert(pair[0], pair[1]);
        }
        table
    });
    let traditional = table.bits.get(c as usize >> 6).is_some_and(|bits| bits >> (c as usize & 63) & 1 == 1);
    if traditional { table.simplified.get(&c).copied().unwrap_or(c) } else { c }
}

/// A text in simplified characters. It is as long as the text.
#[must_use]
pub fn simplify(text: &str) -> String {
    text.chars().map(simplified).collect()
}

/// What a document said, beside what was read.
#[derive(Debug)]
pub struct Original {
    written: String,
    read: String,
    /// Where each line of the outline begins in both, by its number in the document.
    starts: Vec<(usize, usize)>,
}

impl Original {
    /// Simplifies an outline; nothing where it has no traditional characters.
    pub fn take(lines: &mut [Line]) -> Option<Self> {
        if !lines.iter().flat_map(|line| line.text.chars()).any(|c| simplified(c) != c) {
            return None;
        }
        let (mut written, mut starts) = (String::new(), Vec::new());
        for line in &mut *lines {
            starts.push((line.number, written.len()));
            written.push_str(&line.text);
            written.push('\n');
            line.text = simplify(&line.text);
            line.links.iter_mut().for_each(|(name, _)| *name = simplify(name));
        }
        Some(Self { read: simplify(&written), written, starts })
    }

    /// Puts the texts of a draft back.
    #[must_use]
    pub fn restore(&self, mut draft: Draft) -> Draft {
        self.block(&mut draft.record);
        draft.lines.iter_mut().for_each(|(text, _)| *text = self.text(text, 0));
        draft.unread.iter_mut().for_each(|(line, text)| *text = self.text(text, *line));
        draft
    }

    fn block(&self, block: &mut Block) {
        let line = block.line;
        block.source = self.text(&block.source, line);
        for field in &mut block.fields {
            match &mut field.value {
                Value::Text(text) => *text = self.text(text, line),
                Value::Raw(_) => {}
                Value::Texts(texts) => texts.iter_mut().for_each(|text| *text = self.text(text, line)),
                Value::Block(block) => self.block(block),
                Value::Blocks(blocks) => blocks.iter_mut().for_each(|block| self.block(block)),
            }
        }
    }

    /// A text that was read at a line or below, as it is written.
    fn text(&self, text: &str, line: usize) -> String {
        let from = self.starts.iter().find(|(number, _)| *number >= line).map_or(0, |(_, start)| *start);
        let place = |run: &str| self.read[from..].find(run).map(|at| from + at).or_else(|| self.read.find(run));
        let mut restored = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c| is_han(c) != is_han(first)).unwrap_or(rest.len());
            let run = &rest[..end];
            let written = is_han(first).then(|| place(run)).flatten().map(|at| &self.written[at..at + run.len()]);
            restored.push_str(written.unwrap_or(run));
            rest = &rest[end..];
        }
        restored
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_keep_their_length() {
        let characters: Vec<char> = PAIRS.chars().filter(|c| is_han(*c)).collect();
        assert!(characters.len().is_multiple_of(2) && characters.len() > 600);
        assert!(characters.chunks(2).all(|pair| pair[0].len_utf8() == pair[1].len_utf8() && pair[0] != pair[1]));
        assert_eq!(simplify("工作經歷，Java"), "工作经历，Java");
    }
}
