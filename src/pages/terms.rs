//! What classes and properties are called for people: in Chinese where there is a word here, else in English after their
//! names in the vocabulary.

use maud::{Markup, html};
use oxigraph::model::vocab::rdf;

use super::Pages;
use super::facts::Facts;

/// Classes and properties by their local names.
const CHINESE: &[(&str, &str)] = &[
    ("about", "主题"),
    ("abstract", "摘要"),
    ("additionalType", "具体类型"),
    ("address", "地址"),
    ("addressCountry", "国家"),
    ("addressLocality", "城市"),
    ("addressRegion", "地区"),
    ("alternateName", "别名"),
    ("alumniOf", "毕业于"),
    ("area", "专业"),
    ("at", "所在机构"),
    ("author", "作者"),
    ("Award", "奖项"),
    ("award", "奖项"),
    ("awarder", "颁发者"),
    ("birthDate", "出生日期"),
    ("Book", "图书"),
    ("canonical", "原始地址"),
    ("Chapter", "章节"),
    ("CollegeOrUniversity", "高等院校"),
    ("codeRepository", "代码库"),
    ("comparator", "比较方式"),
    ("confidence", "置信度"),
    ("contributor", "参与者"),
    ("copyrightHolder", "权利人"),
    ("Corporation", "公司"),
    ("course", "课程"),
    ("CreativeWork", "作品"),
    ("creator", "发明人"),
    ("credentialCategory", "证书类别"),
    ("dateCreated", "创建日期"),
    ("dateModified", "修改日期"),
    ("datePublished", "发表日期"),
    ("Dataset", "数据集"),
    ("decision", "决定"),
    ("DefinedTerm", "术语"),
    ("DefinedTermSet", "术语表"),
    ("department", "部门"),
    ("description", "说明"),
    ("educationalLevel", "学历"),
    ("EducationalOccupationalCredential", "证书与学位"),
    ("EducationalOrganization", "教育机构"),
    ("email", "电子邮箱"),
    ("EmployeeRole", "职位"),
    ("endDate", "结束日期"),
    ("Entity", "来源"),
    ("fluency", "熟练程度"),
    ("founder", "创办人"),
    ("foundingDate", "成立日期"),
    ("from", "最早开始"),
    ("genre", "类型"),
    ("GovernmentOrganization", "政府机构"),
    ("hasCredential", "证书与学位"),
    ("hasDefinedTerm", "包含术语"),
    ("highlight", "要点"),
    ("HighSchool", "高中"),
    ("holder", "担任者"),
    ("identifier", "标识符"),
    ("image", "照片"),
    ("inDefinedTermSet", "所属术语表"),
    ("includes", "包括"),
    ("inLanguage", "语言"),
    ("Interest", "兴趣"),
    ("jobTitle", "职务"),
    ("keywords", "关键词"),
    ("knowsAbout", "技能"),
    ("knowsLanguage", "掌握语言"),
    ("Language", "语言"),
    ("level", "程度"),
    ("location", "地点"),
    ("logo", "标志"),
    ("mainEntity", "主要内容"),
    ("member", "成员"),
    ("memberOf", "所属组织"),
    ("mentions", "提及"),
    ("minValue", "最小值"),
    ("name", "名称"),
    ("NGO", "非政府组织"),
    ("numberOfItems", "数量"),
    ("Observation", "数据"),
    ("observationAbout", "数据对象"),
    ("observationDate", "数据日期"),
    ("Organization", "机构"),
    ("organizationDescription", "机构简介"),
    ("OrganizationRole", "任职"),
    ("parentOrganization", "上级机构"),
    ("patentFamily", "专利族"),
    ("patentOffice", "专利局"),
    ("patentStatus", "专利状态"),
    ("path", "文件"),
    ("Person", "人物"),
    ("position", "次序"),
    ("PostalAddress", "地址"),
    ("postalCode", "邮政编码"),
    ("producer", "出品方"),
    ("Proficiency", "熟练程度"),
    ("ProfilePage", "个人主页"),
    ("project", "项目"),
    ("PropertyValue", "标识"),
    ("propertyID", "标识体系"),
    ("publisher", "出版者"),
    ("reason", "理由"),
    ("recognizedBy", "颁发机构"),
    ("Reference", "推荐"),
    ("region", "地区"),
    ("Report", "报告"),
    ("ResearchOrganization", "研究机构"),
    ("Role", "角色"),
    ("roleName", "角色名称"),
    ("sameAs", "等同于"),
    ("ScholarlyArticle", "学术论文"),
    ("School", "学校"),
    ("score", "成绩"),
    ("skill", "技能"),
    ("SoftwareApplication", "软件"),
    ("SoftwareSourceCode", "软件源代码"),
    ("startDate", "开始日期"),
    ("status", "状态"),
    ("studyType", "学习类型"),
    ("subjectOf", "相关资料"),
    ("telephone", "电话"),
    ("Thesis", "学位论文"),
    ("title", "标题"),
    ("unitText", "单位"),
    ("until", "最晚结束"),
    ("url", "网址"),
    ("value", "数值"),
    ("venue", "发表于"),
    ("version", "版本"),
    ("wasDerivedFrom", "来源"),
    ("WebPage", "网页"),
    ("worksFor", "任职于"),
];

impl Pages<'_> {
    /// A class or property by its IRI.
    pub(super) fn called(&self, iri: &str) -> Markup {
        match (self.words().tag, chinese(local(iri))) {
            ("zh", Some(word)) => html! { (word) },
            _ => html! { span lang=[self.english()] { (english(iri)) } },
        }
    }

    /// What a thing is, in words.
    pub(super) fn classes(&self, facts: &Facts) -> Markup {
        html! { @for (at, class) in facts.nodes(rdf::TYPE).enumerate() { @if at > 0 { (self.comma()) } (self.called(class.as_str())) } }
    }

    /// The language of a text that is English on all pages, where the page's is another one.
    pub(super) fn english(&self) -> Option<&'static str> {
        (self.words().tag != "en").then_some("en")
    }
}

/// The name of a property for people: `startDate` as `start date`, `propertyID` as `property id`.
fn english(iri: &str) -> String {
    let local = local(iri);
    let mut label = String::with_capacity(local.len() + 4);
    let mut after_lower = false;
    for c in local.chars() {
        if c.is_uppercase() && after_lower {
            label.push(' ');
        }
        after_lower = !c.is_uppercase();
        label.extend(c.to_lowercase());
    }
    label
}

fn chinese(local: &str) -> Option<&'static str> {
    CHINESE.iter().find(|(name, _)| *name == local).map(|(_, word)| *word)
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_vocabulary_become_words() {
        assert_eq!(english("https://schema.org/startDate"), "start date");
        assert_eq!(english("https://schema.org/propertyID"), "property id");
        assert_eq!(chinese(local("https://schema.org/ScholarlyArticle")), Some("学术论文"));
    }
}
