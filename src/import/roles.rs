//! Which part of a header is the employer, which the department, the title, the degree: by its words, else by its place.

mod degrees;
mod names;

pub use degrees::{degree_and_area, level};
use names::{below_unit, has_legal_form, is_initials, may_name, university_of};

use super::body::han_count;
use super::labels::Label;
use super::outline::width;
use super::parts::{Part, tells_of_deeds};
use super::words::{Kind, Words};

/// Why a field that was taken by its place should be looked at.
pub const BY_PLACE: &str = "taken by its place in the line";

/// What a header says of a job or study.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// The employer or school.
    pub organization: Option<Part>,
    /// The department.
    pub department: Option<String>,
    /// The title of a job.
    pub title: Option<String>,
    /// The degree of a study.
    pub degree: Option<String>,
    /// The subject of a study.
    pub area: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// The mark of a study.
    pub score: Option<String>,
    /// Technologies.
    pub keywords: Vec<String>,
    /// What stands in brackets behind the organization.
    pub description: Option<String>,
    /// Parts that are none of these.
    pub others: Vec<Part>,
    /// Whether the organization, the department or the title was taken by its place.
    pub guessed: [bool; 3],
    /// The line and the group of the degree.
    degree_at: Option<(usize, usize)>,
}

/// What the parts of a header say of a job.
#[must_use]
pub fn job(parts: Vec<Part>) -> Role {
    let mut role = Role::default();
    let mut rest = role.take_labelled(parts);
    rest.retain(|part| !role.take_place(part));
    // Where a label names the post, `Hilton Head Tours` beside it is none.
    let known = |part: &Part| matches!(part.kind, Some(Kind::Company | Kind::School));
    if role.title.is_some()
        && role.organization.is_none()
        && !rest.iter().any(known)
        && rest.first().is_some_and(|part| part.kind == Some(Kind::Title))
    {
        role.organization = Some(rest.remove(0));
    }
    role.take_title(&mut rest);
    role.take_organization(&mut rest, &[Kind::Company, Kind::School]);
    role.take_institute(&mut rest);
    role.take_group(&mut rest);
    role.split_intern(&rest);
    role.take_department(&mut rest);
    role.take_by_place(&mut rest);
    role.others.extend(rest);
    role.settle_aside();
    role
}

/// What the parts of a header say of a study.
#[must_use]
pub fn study(parts: Vec<Part>, words: &Words) -> Role {
    let mut role = Role::default();
    let mut rest = role.take_labelled(parts);
    rest.retain(|part| !role.take_place(part) && !role.take_score(part));
    role.take_organization(&mut rest, &[Kind::School]);
    role.take_degrees(&mut rest, words);
    role.take_course(&mut rest);
    role.take_department(&mut rest);
    if role.organization.is_none() {
        role.take_school_by_place(&mut rest);
    }
    if role.area.is_none() {
        let subject = |part: &Part| part.kind == Some(Kind::Area) || (part.kind.is_none() && may_name(part));
        let at = rest
            .iter()
            .position(|part| part.kind == Some(Kind::Area) && may_name(part))
            .or_else(|| rest.iter().position(subject));
        // A subject may end as titles do: 计算机应用技术.
        let other = |part: &Part| {
            part.kind == Some(Kind::Title)
                && ["技术", "设计", "管理", "市场", "财务", "行政", "测试"].iter().any(|end| part.text.ends_with(end))
        };
        let at = at.or_else(|| rest.iter().position(other));
        role.area = at.map(|at| rest.remove(at).text);
        if let Some(area) = role.area.as_mut().filter(|area| area.ends_with("专业") && area.chars().count() > 3) {
            area.truncate(area.len() - "专业".len());
        }
    }
    role.others.extend(rest);
    role.settle_aside();
    role
}

fn blank() -> Part {
    Part {
        text: String::new(),
        kind: None,
        label: None,
        aside: None,
        line: 0,
        group: 0,
        link: None,
        key: None,
        bold: false,
    }
}

impl Role {
    /// Takes what labels name; gives back the rest.
    fn take_labelled(&mut self, parts: Vec<Part>) -> Vec<Part> {
        let mut rest = Vec::new();
        for part in parts {
            let text = part.text.clone();
            match part.label {
                Some(Label::Company | Label::School) => set_part(&mut self.organization, part),
                Some(Label::Name) if self.organization.is_none() => self.organization = Some(part),
                Some(Label::Department) => set(&mut self.department, text),
                Some(Label::Title | Label::Role) => set(&mut self.title, text),
                // A subject may stand behind it.
                Some(Label::Degree) if part.kind == Some(Kind::Degree) => rest.push(Part { label: None, ..part }),
                Some(Label::Degree) => set(&mut self.degree, text),
                Some(Label::Area) => set(&mut self.area, text),
                Some(Label::Place) => set(&mut self.place, text),
                Some(Label::Score) => set(&mut self.score, text),
                // In a table of studies, an award is a degree.
                Some(Label::Awards) if part.kind == Some(Kind::Degree) => rest.push(Part { label: None, ..part }),
                Some(Label::Technologies) => self.keywords.extend(super::lists::terms(&text)),
                Some(_) => self.others.push(part),
                None => rest.push(part),
            }
        }
        rest
    }

    fn take_place(&mut self, part: &Part) -> bool {
        let place = part.kind == Some(Kind::Place) && self.place.is_none();
        if place {
            self.place = Some(part.text.clone());
        }
        place
    }

    fn take_score(&mut self, part: &Part) -> bool {
        let lower = part.text.to_lowercase();
        let score = [
            "gpa",
            "绩点",
            "均分",
            "排名",
            "honours",
            "honors",
            "cum laude",
            "grade",
            "first class",
            "distinction",
            "cgpa",
        ]
        .iter()
        .any(|word| lower.contains(word));
        let figures = part.text.chars().any(|c| c.is_ascii_digit());
        let score = score || figures && part.text.len() <= 8 && part.text.ends_with('%');
        let takes =
            score && self.score.is_none() && (figures || part.kind.is_none()) && part.kind != Some(Kind::Degree);
        if takes {
            self.score = Some(part.text.clone());
        }
        takes
    }

    fn take_title(&mut self, rest: &mut Vec<Part>) {
        if self.title.is_some() {
            return;
        }
        const WEAK: [&str; 18] = [
            "后端", "前端", "开发", "测试", "运维", "运营", "算法", "销售", "客服", "设计", "研发", "市场", "行政",
            "人事", "财务", "产品", "技术", "代理",
        ];
        let titled = |part: &Part| part.kind == Some(Kind::Title);
        let strong = |part: &Part| titled(part) && !WEAK.iter().any(|end| part.text.ends_with(end));
        // `Freelance — Web Developer`: the word stands in place of an employer.
        let own = |part: &Part| ["freelance", "self-employed", "自由职业"].contains(&part.text.to_lowercase().as_str());
        let other = |part: &Part| titled(part) && !own(part);
        let employer = rest.iter().any(|part| matches!(part.kind, Some(Kind::Company | Kind::School)));
        if self.organization.is_none()
            && !employer
            && rest.iter().any(other)
            && let Some(at) = rest.iter().position(own)
        {
            self.organization = Some(rest.remove(at));
        }
        let Some(at) = rest.iter().position(strong).or_else(|| rest.iter().position(titled)) else { return };
        let part = rest.remove(at);
        let extras = rest
            .iter()
            .filter(|other| other.line == part.line && other.group == part.group && other.kind.is_none())
            .count();
        // What stands with commas behind a title is what it is about.
        if extras >= 2 && self.organization_elsewhere(rest, &part) {
            rest.retain(|other| {
                let about = other.line == part.line && other.group == part.group;
                if about && other.kind != Some(Kind::Department) {
                    if width(&other.text) <= 24
                        && han_count(&other.text) <= 6
                        && !tells_of_deeds(&other.text)
                        && other.key.is_none()
                    {
                        self.keywords.push(other.text.clone());
                    } else if other.key.is_none() {
                        self.others.push(other.clone());
                    }
                }
                !about || other.kind == Some(Kind::Department)
            });
        }
        self.title = Some(part.text);
    }

    /// `腾讯实习生` is an employer and a title, where no other employer is named.
    fn split_intern(&mut self, rest: &[Part]) {
        const KINDS: &str = " 后端 前端 开发 测试 运维 运营 算法 销售 设计 研发 市场 行政 人事 财务 产品 技术 数据 暑期 日常 \
             管培 寒假 工程 研究 行销 营销 文案 策划 法务 审计 咨询 编辑 教学 ";
        let Some(name) = self.title.as_deref().and_then(|title| title.strip_suffix("实习生")) else { return };
        let last: String = name.chars().skip(name.chars().count().saturating_sub(2)).collect();
        let kind = KINDS.contains(&format!(" {last} ")) || !(2..=8).contains(&name.chars().count());
        // A Chinese name that no word tells of is rather the employer than what stands before the title.
        let other = rest.iter().any(|part| part.kind.is_none() && may_name(part) && han_count(&part.text) >= 4);
        if self.organization.is_none() && !kind && !other {
            self.organization = Some(Part { text: name.to_owned(), ..blank() });
            self.title = Some("实习生".to_owned());
        }
    }

    fn organization_elsewhere(&self, rest: &[Part], title: &Part) -> bool {
        self.organization.is_some()
            || rest.iter().any(|part| {
                part.line != title.line
                    && (matches!(part.kind, Some(Kind::Company | Kind::School))
                        || (part.kind.is_none() && may_name(part)))
            })
    }

    fn take_organization(&mut self, rest: &mut Vec<Part>, kinds: &[Kind]) {
        if self.organization.is_some() {
            return;
        }
        let known = |part: &Part| part.kind.is_some_and(|kind| kinds.contains(&kind));
        let registered = |part: &Part| known(part) && (part.key.is_some() || has_legal_form(&part.text));
        let at = rest.iter().position(registered).or_else(|| rest.iter().position(known));
        let Some(at) = at else { return };
        let at = university_of(rest, at).or_else(|| below_unit(rest, at, &known)).unwrap_or(at);
        let part = rest.remove(at);
        rest.retain(|other| other.text != part.text && (other.key.is_none() || other.key != part.key));
        self.organization = Some(part);
    }

    /// An institute is an employer of its own where nothing else is named.
    fn take_institute(&mut self, rest: &mut Vec<Part>) {
        let institute = |part: &Part| {
            let ends = ["研究院", "研究所", "实验室"].iter().any(|end| part.text.ends_with(end));
            let named =
                [" Center for ", " Centre for ", "National Laboratory"].iter().any(|words| part.text.contains(words));
            named || (ends && part.text.chars().count() > 4)
        };
        let Some(at) = rest.iter().position(institute).filter(|_| self.organization.is_none()) else { return };
        let city = rest.get(at + 1).is_some_and(|next| self.may_be_city(next, &rest[at]));
        let unknown =
            |(number, part): (usize, &Part)| part.kind.is_none() && may_name(part) && !(city && number == at + 1);
        if !rest.iter().enumerate().any(unknown) {
            let part = rest.remove(at);
            self.take_city(rest, at, &part);
            self.organization = Some(part);
        }
    }

    /// `Bluefin Group` is an employer where nothing else of its line can be one.
    fn take_group(&mut self, rest: &mut Vec<Part>) {
        let group = |part: &Part| {
            let name = part.text.strip_suffix(" Group").unwrap_or_default();
            let whole =
                name.split(' ').count() <= 2 && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
            whole && !["Research", "Working", "User", "Study"].iter().any(|word| name.ends_with(word))
        };
        let Some(at) = rest.iter().position(group).filter(|_| self.organization.is_none()) else { return };
        // What follows it behind a comma is its town.
        let town = rest.get(at + 1).filter(|next| self.may_be_city(next, &rest[at]) || self.place.is_some());
        let town = town.map(|town| town.text.clone()).unwrap_or_default();
        let beside =
            |part: &Part| part.line == rest[at].line && part.kind.is_none() && part.text != town && may_name(part);
        if !rest.iter().any(beside) {
            self.organization = Some(rest.remove(at));
        }
    }

    /// `Engineer, Acme, Springfield`: what follows the employer behind a comma is the place.
    fn may_be_city(&self, next: &Part, employer: &Part) -> bool {
        matches!(next.kind, None | Some(Kind::Area))
            && may_name(next)
            && next.line == employer.line
            && next.group == employer.group
            && self.title.is_some()
            && self.place.is_none()
            && next.text.split(' ').count() <= 2
            && !next.text.chars().any(crate::text::is_han)
    }

    fn take_city(&mut self, rest: &mut Vec<Part>, at: usize, employer: &Part) {
        if rest.get(at).is_some_and(|next| self.may_be_city(next, employer)) {
            self.place = Some(rest.remove(at).text);
        }
    }

    fn take_department(&mut self, rest: &mut Vec<Part>) {
        if self.department.is_some() {
            return;
        }
        let below = |part: &Part| matches!(part.kind, Some(Kind::Department));
        let school = |part: &Part| matches!(part.kind, Some(Kind::School | Kind::Company));
        let at = rest
            .iter()
            .position(below)
            .or_else(|| rest.iter().position(school).filter(|_| self.organization.is_some()));
        self.department = at.map(|at| rest.remove(at).text);
    }

    fn take_degrees(&mut self, rest: &mut Vec<Part>, words: &Words) {
        let (mut kept, mut first) = (Vec::new(), None);
        for part in std::mem::take(rest) {
            if part.kind != Some(Kind::Degree) || self.degree.is_some() && self.area.is_some() {
                kept.push(part);
                continue;
            }
            let (degree, area) = degree_and_area(&part.text, words);
            let beside = first == Some((part.line, part.group)) && self.area.is_none() && area.is_none();
            if let Some(degree) = self.degree.as_mut().filter(|_| beside) {
                *degree = format!("{degree}, {}", with_aside(&part));
                continue;
            }
            first.get_or_insert((part.line, part.group));
            self.degree_at = first;
            if self.degree.is_none() {
                self.degree = Some(degree);
                if let Some(aside) = &part.aside
                    && super::labels::label(aside).is_none()
                    && area.is_none()
                    && self.area.is_none()
                    && may_name(&Part { text: aside.clone(), ..blank() })
                    && !is_initials(aside, &part.text)
                {
                    self.area = Some(aside.clone());
                }
            }
            if let Some(area) = area {
                set(&mut self.area, area);
            }
        }
        *rest = kept;
    }

    /// Without a degree, the title that some schools give, or a course by its name.
    fn take_course(&mut self, rest: &mut Vec<Part>) {
        if self.degree.is_some() || self.organization.is_none() {
            return;
        }
        let title = |part: &Part| {
            let trade =
                ["assistent", "assistentin", "kaufmann", "kauffrau", "mechaniker", "mechatroniker", "informatiker"];
            let last = part.text.rsplit(' ').next().unwrap_or_default().to_lowercase();
            ["Engineer", "Ingénieur", "Ingeniero", "Technician", "Architect", "工程师"].contains(&part.text.as_str())
                || trade.iter().any(|end| last.ends_with(end))
        };
        let course = |part: &Part| {
            let last = part.text.rsplit(' ').next().unwrap_or_default();
            ["Course", "Programme", "Program", "Training", "Bootcamp", "Apprenticeship", "Nanodegree"].contains(&last)
        };
        if let Some(at) = rest.iter().position(|part| title(part) || course(part)) {
            self.degree = Some(rest.remove(at).text);
        }
    }

    /// Without a name that is one of a school: a company, or what no word tells of, or a `School of …` alone.
    fn take_school_by_place(&mut self, rest: &mut Vec<Part>) {
        let school = |name: &String| {
            ["School", "College", "Institute", "Faculty", "Academy"].iter().any(|word| name.starts_with(word))
        };
        if let Some(name) = self.department.take_if(|name| school(name)) {
            self.organization = Some(Part { text: name, ..blank() });
            return;
        }
        let unnamed = |part: &Part| matches!(part.kind, None | Some(Kind::Company)) && may_name(part);
        // `B.Tech, Electronics — Sample Hyderabad`: what stands with the degree is rather its subject.
        let apart = |part: &Part| unnamed(part) && self.degree_at.is_some_and(|at| at != (part.line, part.group));
        match rest.iter().position(apart).or_else(|| rest.iter().position(unnamed)) {
            Some(at) => {
                let part = rest.remove(at);
                self.guessed[0] = part.kind.is_none();
                self.organization = Some(part);
            }
            None => self.organization = self.department.take().map(|name| Part { text: name, ..blank() }),
        }
    }

    /// Gives what no word tells of its meaning by where it stands.
    fn take_by_place(&mut self, rest: &mut Vec<Part>) {
        let unknown = |part: &Part| matches!(part.kind, None | Some(Kind::Area)) && may_name(part);
        if self.organization.is_none() {
            let linked = rest.iter().position(|part| unknown(part) && (part.bold || part.link.is_some()));
            // An employer may write its name with small letters: `Designer · frog`.
            let small = |part: &Part| {
                let lower = part.text.starts_with(|c: char| c.is_ascii_lowercase());
                let named = !part.text.starts_with("www.") && part.text.len() <= 16;
                lower && part.kind.is_none() && !part.text.contains(' ') && named
            };
            let small = || rest.iter().position(small).filter(|_| self.title.is_some());
            if let Some(at) = linked.or_else(|| rest.iter().position(unknown)).or_else(small) {
                let part = rest.remove(at);
                self.take_city(rest, at, &part);
                self.organization = Some(part);
                self.guessed[0] = true;
            }
        }
        if self.organization.is_some()
            && self.title.is_none()
            && let Some(at) = rest.iter().rposition(unknown)
        {
            self.title = Some(rest.remove(at).text);
            self.guessed[2] = true;
        }
        if self.department.is_none()
            && self.organization.is_some()
            && let Some(at) = rest.iter().position(|part| unknown(part) && width(&part.text) <= 40)
        {
            self.department = Some(rest.remove(at).text);
            self.guessed[1] = true;
        }
    }

    /// What stands in brackets behind the organization is its place, a department, or what it does.
    fn settle_aside(&mut self) {
        let Some(aside) = self.organization.as_mut().and_then(|part| part.aside.take()) else { return };
        let city = aside.chars().count() <= 4 && self.place.is_none() && !aside.chars().any(|c| c.is_ascii_digit());
        if city
            && aside.chars().all(crate::text::is_han)
            && ["北京", "上海", "深圳", "广州", "杭州", "成都", "南京", "武汉", "苏州", "中国"]
                .contains(&aside.as_str())
        {
            self.place = Some(aside);
        } else {
            self.description = Some(aside);
        }
    }
}

fn set(field: &mut Option<String>, text: String) {
    if field.is_none() && !text.is_empty() {
        *field = Some(text);
    }
}

fn set_part(field: &mut Option<Part>, part: Part) {
    if field.is_none() && !part.text.is_empty() {
        *field = Some(part);
    }
}

/// A part with what stands in brackets behind it.
#[must_use]
pub fn with_aside(part: &Part) -> String {
    part.aside.as_ref().map_or_else(|| part.text.clone(), |aside| format!("{} ({aside})", part.text))
}
