//! Layouts of CVs, each in a few lines of our own, with the positions and studies that a reader finds in it.

mod forms;
mod more;

use vitagraph::date::End;
use vitagraph::import::{Document, Words, import};
use vitagraph::record::{Education, Work};
use vitagraph::setup::Setup;
use vitagraph::text::Text;

use crate::import::read_back;

/// What is expected of a layout: positions as `organization | title | start | end`, studies as
/// `institution | degree | start | end`.
struct Layout {
    name: &'static str,
    text: &'static str,
    positions: &'static [&'static str],
    studies: &'static [&'static str],
}

fn wording(text: Option<&Text>) -> String {
    text.map_or(String::new(), |text| text.pick([]).to_owned())
}

fn period(start: Option<String>, end: Option<&End>) -> String {
    format!("{} | {}", start.unwrap_or_default(), end.map(ToString::to_string).unwrap_or_default())
}

fn position(work: &Work) -> String {
    let start = work.start_date.map(|date| date.to_string());
    format!(
        "{} | {} | {}",
        wording(work.name.as_ref()),
        wording(work.position.as_ref()),
        period(start, work.end_date.as_ref())
    )
}

fn study(study: &Education) -> String {
    let start = study.start_date.map(|date| date.to_string());
    format!(
        "{} | {} | {}",
        wording(study.institution.as_ref()),
        wording(study.study_type.as_ref()),
        period(start, study.end_date.as_ref())
    )
}

fn differences(layout: &Layout) -> Vec<String> {
    let setup = Setup::default();
    let draft =
        import(Document { name: layout.name, bytes: layout.text.as_bytes(), format: None }, &Words::new(&setup))
            .unwrap();
    let yaml = draft.to_yaml();
    if std::env::var("VITAGRAPH_SHOW").is_ok_and(|shown| layout.name.contains(&shown)) {
        println!("{yaml}\n{:#?}", draft.unread);
    }
    let record = read_back(layout.name, &yaml, &setup);
    let positions: Vec<String> = record.work.iter().map(position).collect();
    let studies: Vec<String> = record.education.iter().map(study).collect();
    let pairs = [(positions, layout.positions), (studies, layout.studies)];
    pairs
        .into_iter()
        .filter(|(found, expected)| found != expected)
        .map(|(found, expected)| format!("{}:\n  found    {found:#?}\n  expected {expected:#?}", layout.name))
        .collect()
}

#[test]
fn layouts_are_read_as_their_readers_read_them() {
    let differences: Vec<String> = LAYOUTS.iter().chain(more::MORE).flat_map(differences).collect();
    assert!(differences.is_empty(), "{} differ\n{}", differences.len(), differences.join("\n"));
}

const LAYOUTS: &[Layout] = &[
    Layout {
        name: "harvard.txt",
        text: "\
Ann Example
12 Sample Street, Boston, MA | ann@mail.example | (555) 010-0100

EDUCATION
Northern University                                            Boston, MA
Bachelor of Arts in Economics, GPA 3.8                         May 2016
Relevant Coursework: Statistics, Game Theory

EXPERIENCE
Widget Corporation                                             New York, NY
Senior Analyst                                                 June 2018 - Present
• Led the pricing of twelve products and wrote the monthly report for the board
• Built dashboards in SQL and Python

Sample Partners                                                Boston, MA
Analyst                                                        July 2016 - May 2018
• Analyzed markets for clients in retail
",
        positions: &["Widget Corporation | Senior Analyst | 2018-06 | present", "Sample Partners | Analyst | 2016-07 | 2018-05"],
        studies: &["Northern University | Bachelor of Arts |  | 2016-05"],
    },
    Layout {
        name: "jake.txt",
        text: "\
Bob Sample
555-010-0111 | bob@mail.example | linkedin.com/in/bobsample | github.com/bobsample
Education
Southern State University Georgetown, TX
Bachelor of Science in Computer Science, Minor in Business Aug. 2018 – May 2021
Lakeside Community College Bryan, TX
Associate's in Liberal Arts Aug. 2014 – May 2018
Experience
Undergraduate Research Assistant June 2020 – Present
Southern State University Georgetown, TX
• Developed a REST API using FastAPI and PostgreSQL to store data from learning management systems
• Explored ways to visualize collaboration in a classroom setting
Information Technology Support Specialist Sep. 2018 – Present
Southern State University Georgetown, TX
• Communicate with managers to set up campus computers used on campus
Projects
Gitlytics | Python, Flask, React, PostgreSQL, Docker June 2020 – Present
• Developed a full-stack web application using with Flask serving a REST API with React as the frontend
Technical Skills
Languages: Java, Python, C/C++, SQL (Postgres), JavaScript, HTML/CSS, R
",
        positions: &[
            "Southern State University | Undergraduate Research Assistant | 2020-06 | present",
            "Southern State University | Information Technology Support Specialist | 2018-09 | present",
        ],
        studies: &[
            "Southern State University | Bachelor of Science | 2018-08 | 2021-05",
            "Lakeside Community College | Associate's | 2014-08 | 2018-05",
        ],
    },
    Layout {
        name: "linkedin.txt",
        text: "\
Contact
carol@mail.example
www.linkedin.com/in/carol (LinkedIn)
Top Skills
Go
Kubernetes

Carol Template
Staff Engineer at Cloudworks
Berlin, Germany

Summary
I build platforms.

Experience
Cloudworks
4 years 2 months
Staff Engineer
March 2021 - Present (2 years 2 months)
Berlin, Germany
Platform team.
Senior Engineer
March 2019 - March 2021 (2 years 1 month)
Berlin

Acme Labs
Software Engineer
January 2015 - February 2019 (4 years 2 months)
Munich Area, Germany

Education
Technical University of Sample
Master of Science - MS, Computer Science · (2012 - 2014)
Sample College
Bachelor's degree, Mathematics · (2009 - 2012)
",
        positions: &[
            "Cloudworks | Staff Engineer | 2021-03 | present",
            "Cloudworks | Senior Engineer | 2019-03 | 2021-03",
            "Acme Labs | Software Engineer | 2015-01 | 2019-02",
        ],
        studies: &["Technical University of Sample | Master of Science | 2012 | 2014", "Sample College | Bachelor's degree | 2009 | 2012"],
    },
    Layout {
        name: "moderncv.txt",
        text: "\
Education
2010–2014 PhD in Physics, University of Sample, Sampletown.
2005–2010 Diploma in Physics, University of Sample, Sampletown, Grade 1.2.

Experience
2016–present Senior Researcher, Institute for Samples, Berlin.
  Works on sample theory.
2014–2016 Postdoctoral Fellow, Western University, London.
Detailed achievements:
  – Published six papers.
",
        positions: &[
            "Institute for Samples | Senior Researcher | 2016 | present",
            "Western University | Postdoctoral Fellow | 2014 | 2016",
        ],
        studies: &["University of Sample | PhD | 2010 | 2014", "University of Sample | Diploma | 2005 | 2010"],
    },
    Layout {
        name: "awesome.txt",
        text: "\
Work Experience
Omnious. Co., Ltd.                                                          Seoul, S.Korea
Software Architect                                                          Jun. 2017 - May. 2018
• Provisioned an easily managable hybrid infrastructure utilizing IaC tools.
PLAT Corp.                                                                  Seoul, S.Korea
Co-Founder & Software Engineer                                              Jan. 2016 - Jun. 2017
• Implemented RESTful API server for a car rental booking application.
Education
POSTECH(Pohang University of Science and Technology)                        Pohang, S.Korea
B.S. in Computer Science and Engineering                                    Mar. 2010 - Aug. 2017
",
        positions: &["Omnious. Co., Ltd. | Software Architect | 2017-06 | 2018-05", "PLAT Corp. | Co-Founder & Software Engineer | 2016-01 | 2017-06"],
        studies: &["POSTECH | B.S. | 2010-03 | 2017-08"],
    },
    Layout {
        name: "pipes.md",
        text: "\
# Dan Sample

## Experience

**Senior Developer** | Acme Inc. | Berlin | 2019-03 – present
- Built the search

**Developer** | Widgets GmbH | Hamburg | 2016-01 – 2019-02
- Kept the shop running

## Education

**MSc Computer Science** | University of Sample | 2013 – 2015
**BSc Mathematics** | Sample College | 2010 – 2013
",
        positions: &["Acme Inc. | Senior Developer | 2019-03 | present", "Widgets GmbH | Developer | 2016-01 | 2019-02"],
        studies: &["University of Sample | MSc | 2013 | 2015", "Sample College | BSc | 2010 | 2013"],
    },
    Layout {
        name: "headings.md",
        text: "\
## Work

### Acme
#### Lead Engineer
*Jan 2020 — Present · Remote*

Leads the platform.

#### Engineer
*Jun 2017 — Dec 2019*

- Built things

### Widgets
#### Junior Engineer
*2015 — 2017*

## Education
### Sample University
*2011 — 2015*
B.Sc. Informatics
",
        positions: &["Acme | Lead Engineer | 2020-01 | present", "Acme | Engineer | 2017-06 | 2019-12", "Widgets | Junior Engineer | 2015 | 2017"],
        studies: &["Sample University | B.Sc. | 2011 | 2015"],
    },
    Layout {
        name: "at.md",
        text: "\
Experience
----------

### Software Engineer @ Rocketworks
_August 2018 - now_

* Made rockets

### Intern at Planet Labs Ltd
_Summer 2017_

* Made planets
",
        positions: &["Rocketworks | Software Engineer | 2018-08 | present", "Planet Labs Ltd | Intern | 2017 | 2017"],
        studies: &[],
    },
    Layout {
        name: "table.md",
        text: "\
## 工作经历

| 时间 | 公司 | 部门 | 职位 |
|---|---|---|---|
| 2019.03 - 至今 | 星河科技 | 平台部 | 高级后端工程师 |
| 2016.07 - 2019.02 | 远山软件有限公司 | 研发中心 | Java 开发工程师 |

## 教育背景

| 时间 | 学校 | 专业 | 学历 |
|---|---|---|---|
| 2012.09 - 2016.06 | 东海大学 | 软件工程 | 本科 |
",
        positions: &["星河科技 | 高级后端工程师 | 2019-03 | present", "远山软件有限公司 | Java 开发工程师 | 2016-07 | 2019-02"],
        studies: &["东海大学 | 本科 | 2012-09 | 2016-06"],
    },
    Layout {
        name: "zhilian.txt",
        text: "\
工作经历
2018.03 - 至今  星河网络科技有限公司（5年3个月）
高级Java工程师 | 技术部 | 15000-20000元/月
计算机软件 | 民营 | 规模：100-499人
工作描述：负责订单系统的设计与开发，保证系统稳定运行。

2015.07 - 2018.02  远山信息技术有限公司（2年8个月）
Java工程师 | 研发部 | 8000-10000元/月
工作描述：参与电商平台的开发。

教育经历
2011.09 - 2015.06  东海大学  计算机科学与技术  本科
",
        positions: &["星河网络科技有限公司 | 高级Java工程师 | 2018-03 | present", "远山信息技术有限公司 | Java工程师 | 2015-07 | 2018-02"],
        studies: &["东海大学 | 本科 | 2011-09 | 2015-06"],
    },
    Layout {
        name: "liepin.txt",
        text: "\
工作经历
星河集团 2019/05-至今
产品总监
所在部门：增长产品部
汇报对象：CEO 下属人数：12
职责业绩：
1、负责增长体系搭建，用户数提升 3 倍；
2、带领 12 人团队完成目标。

远山互联网公司 2016/03-2019/04
高级产品经理
职责业绩：
1、负责会员产品。

教育经历
东海大学 2009/09-2013/06
市场营销 | 本科 | 统招
",
        positions: &["星河集团 | 产品总监 | 2019-05 | present", "远山互联网公司 | 高级产品经理 | 2016-03 | 2019-04"],
        studies: &["东海大学 | 本科 | 2009-09 | 2013-06"],
    },
    Layout {
        name: "labels.txt",
        text: "\
姓名：张三
性别：男
电话：13800000000
邮箱：zhangsan@mail.example

工作经历
公司名称：星河科技有限公司
职位：测试工程师
时间：2018年3月-2020年5月
工作内容：负责支付系统的测试

公司名称：远山软件
职位：测试主管
时间：2020年6月-至今
工作内容：管理测试团队

教育经历
学校：东海大学
专业：软件工程
学历：本科
时间：2014年9月-2018年6月
",
        positions: &["星河科技有限公司 | 测试工程师 | 2018-03 | 2020-05", "远山软件 | 测试主管 | 2020-06 | present"],
        studies: &["东海大学 | 本科 | 2014-09 | 2018-06"],
    },
    Layout {
        name: "europass.txt",
        text: "\
PERSONAL INFORMATION  Eva Sample
WORK EXPERIENCE
Dates  September 2015 – Present
Occupation or position held  Project Manager
Name and address of employer  Sample Agency, Brussels (Belgium)
Main activities and responsibilities  Coordination of projects.

Dates  2012 – 2015
Occupation or position held  Research Assistant
Name and address of employer  University of Samples, Leuven (Belgium)

EDUCATION AND TRAINING
Dates  2007 – 2012
Title of qualification awarded  Master of Arts
Name of institution  University of Samples
",
        positions: &["Sample Agency | Project Manager | 2015-09 | present", "University of Samples | Research Assistant | 2012 | 2015"],
        studies: &["University of Samples | Master of Arts | 2007 | 2012"],
    },
    Layout {
        name: "europass2.txt",
        text: "\
WORK EXPERIENCE

01/09/2019 – CURRENT – Lisbon, Portugal
SOFTWARE DEVELOPER – SAMPLE SYSTEMS LDA
◦ Develops web services

01/03/2017 – 31/08/2019 – Porto, Portugal
JUNIOR DEVELOPER – WIDGET SOFTWARE

EDUCATION AND TRAINING

01/09/2012 – 30/06/2017 – Porto, Portugal
MASTER IN INFORMATICS ENGINEERING – University of Samples
",
        positions: &[
            "SAMPLE SYSTEMS LDA | SOFTWARE DEVELOPER | 2019-09-01 | present",
            "WIDGET SOFTWARE | JUNIOR DEVELOPER | 2017-03-01 | 2019-08-31",
        ],
        studies: &["University of Samples | MASTER | 2012-09-01 | 2017-06-30"],
    },
    Layout {
        name: "academic.txt",
        text: "\
CURRICULUM VITAE
Frank Scholar
Department of Computer Science, University of Samples

ACADEMIC APPOINTMENTS
Professor, Department of Computer Science, University of Samples, 2015–present
Associate Professor, Department of Computer Science, University of Samples, 2010–2015
Assistant Professor, School of Informatics, Western University, 2004–2010

EDUCATION
Ph.D., Computer Science, Northern University, 2004
Thesis: On samples. Advisor: Prof. G. Guide
M.S., Computer Science, Northern University, 2000
B.S., Mathematics, Eastern College, 1998

PUBLICATIONS
F. Scholar and G. Guide. On the theory of samples. Journal of Samples, 12(3):1–20, 2012.
",
        positions: &[
            "University of Samples | Professor | 2015 | present",
            "University of Samples | Associate Professor | 2010 | 2015",
            "Western University | Assistant Professor | 2004 | 2010",
        ],
        studies: &["Northern University | Ph.D. |  | 2004", "Northern University | M.S. |  | 2000", "Eastern College | B.S. |  | 1998"],
    },
    Layout {
        name: "academic-years-first.txt",
        text: "\
Education
2008   PhD Economics, Sample School of Economics
2003   MA Economics, University of Samples
2001   BA Economics (First Class Honours), University of Samples

Positions
2012-      Reader, University of Examples
2008-2012  Lecturer, University of Examples
",
        positions: &["University of Examples | Reader | 2012 | unknown", "University of Examples | Lecturer | 2008 | 2012"],
        studies: &[
            "Sample School of Economics | PhD |  | 2008",
            "University of Samples | MA |  | 2003",
            "University of Samples | BA |  | 2001",
        ],
    },
    Layout {
        name: "bold.md",
        text: "\
**工作经历**

**星河科技 — 前端架构师**（2020.06 - 至今）

- 负责组件库建设

**远山互娱 — 前端开发工程师**（2017.07 - 2020.05）

- 负责活动页面

**教育经历**

**东海大学 — 计算机科学与技术 — 硕士**（2014.09 - 2017.06）
",
        positions: &["星河科技 | 前端架构师 | 2020-06 | present", "远山互娱 | 前端开发工程师 | 2017-07 | 2020-05"],
        studies: &["东海大学 | 硕士 | 2014-09 | 2017-06"],
    },
    Layout {
        name: "date-below.md",
        text: "\
# 李四

## 工作经历

### 星河科技有限公司
**后端开发工程师**
2021年7月 – 至今
- 负责交易系统

### 远山数据
**数据开发实习生**
2020年7月 – 2020年12月
- 参与数据仓库建设

## 教育经历

### 东海大学
软件工程 硕士
2018年9月 – 2021年6月

### 西山学院
网络工程 本科
2014年9月 – 2018年6月
",
        positions: &["星河科技有限公司 | 后端开发工程师 | 2021-07 | present", "远山数据 | 数据开发实习生 | 2020-07 | 2020-12"],
        studies: &["东海大学 | 硕士 | 2018-09 | 2021-06", "西山学院 | 本科 | 2014-09 | 2018-06"],
    },
    Layout {
        name: "items.md",
        text: "\
## Experience
- **Acme Corp**, Software Engineer (2018 - Present)
  - Built the billing service
  - Led the migration to Kubernetes in 2020
- **Widget Inc**, Intern (Summer 2017)
  - Wrote tests

## Education
- **Sample University**, B.S. in Computer Science, 2014 - 2018
- Sample High School, 2010 - 2014
",
        positions: &["Acme Corp | Software Engineer | 2018 | present", "Widget Inc | Intern | 2017 | 2017"],
        studies: &["Sample University | B.S. | 2014 | 2018", "Sample High School |  | 2010 | 2014"],
    },
    Layout {
        name: "page.html",
        text: "\
<html><head><title>CV</title></head><body>
<h1>Gina Sample</h1><p>gina@mail.example</p>
<h2>Experience</h2>
<div class='job'><h3>Data Scientist</h3><span class='org'>Acme Analytics</span> <span class='when'>2019 – 2022</span><ul><li>Modelled demand</li></ul></div>
<div class='job'><h3>Analyst</h3><span class='org'>Widget Bank</span> <span class='when'>2016 – 2019</span><ul><li>Reported</li></ul></div>
<h2>Education</h2>
<dl><dt>2014 – 2016</dt><dd>MSc Statistics, University of Samples</dd><dt>2011 – 2014</dt><dd>BSc Mathematics, University of Samples</dd></dl>
</body></html>
",
        positions: &["Acme Analytics | Data Scientist | 2019 | 2022", "Widget Bank | Analyst | 2016 | 2019"],
        studies: &["University of Samples | MSc | 2014 | 2016", "University of Samples | BSc | 2011 | 2014"],
    },
    Layout {
        name: "html-table.html",
        text: "\
<h2>工作经历</h2><table>
<tr><td>2019.3-至今</td><td>星河银行</td><td>信息科技部</td><td>高级工程师</td></tr>
<tr><td>2015.7-2019.2</td><td>远山证券</td><td>运维中心</td><td>系统工程师</td></tr></table>
<h2>教育背景</h2><table><tr><td>2011.9-2015.6</td><td>东海大学</td><td>信息工程学院</td><td>通信工程</td><td>学士</td></tr></table>
",
        positions: &["星河银行 | 高级工程师 | 2019-03 | present", "远山证券 | 系统工程师 | 2015-07 | 2019-02"],
        studies: &["东海大学 | 学士 | 2011-09 | 2015-06"],
    },
    Layout {
        name: "one-line-chinese.txt",
        text: "\
教育背景
2015.09-2018.06 东海大学 计算机应用技术 硕士
2011.09-2015.06 西山理工大学 计算机科学与技术 学士

工作经历
2018.07-2021.03 星河信息技术有限公司 后端开发工程师
项目一：订单中心重构（2019.03-2019.12）
技术栈：Java、Spring Cloud、MySQL
1. 负责服务拆分
2. 负责分库分表
2021.04-至今 远山云计算有限公司 云平台部 资深开发工程师
负责容器平台的研发。
",
        positions: &["星河信息技术有限公司 | 后端开发工程师 | 2018-07 | 2021-03", "远山云计算有限公司 | 资深开发工程师 | 2021-04 | present"],
        studies: &["东海大学 | 硕士 | 2015-09 | 2018-06", "西山理工大学 | 学士 | 2011-09 | 2015-06"],
    },
    Layout {
        name: "professor-chinese.txt",
        text: "\
王五，教授，博士生导师
教育经历
1998.9-2002.7，东海大学，数学系，学士
2002.9-2007.6，南山大学，应用数学，博士
工作经历
2007.7-2010.12，南山大学数学学院，讲师
2011.1-2015.12，南山大学数学学院，副教授
2016.1-至今，南山大学数学学院，教授
2012.3-2013.3，Western University，访问学者
",
        positions: &[
            "南山大学 | 讲师 | 2007-07 | 2010-12",
            "南山大学 | 副教授 | 2011-01 | 2015-12",
            "南山大学 | 教授 | 2016-01 | present",
            "Western University | 访问学者 | 2012-03 | 2013-03",
        ],
        studies: &["东海大学 | 学士 | 1998-09 | 2002-07", "南山大学 | 博士 | 2002-09 | 2007-06"],
    },
    Layout {
        name: "prose-english.md",
        text: "\
# About

I am Hana Sample. I received a PhD in Computer Science from the University of Samples in 2014.

## Career

In 2014 I joined Acme Research as a research scientist, where I worked on search and ranking for the web.

In 2018 I moved to Widget Labs as a staff engineer, and have been leading the ranking group there since.
",
        positions: &["Acme Research | research scientist | 2014 | unknown", "Widget Labs | staff engineer | 2018 | unknown"],
        studies: &["University of Samples | PhD |  | 2014"],
    },
    Layout {
        name: "lost-headings.txt",
        text: "\
Ivan Sample
ivan@mail.example

Acme Inc. — Backend Engineer
Jan 2019 – Present
- Built services

Widget LLC — Developer
Jan 2016 – Dec 2018
- Built pages

University of Samples
BSc in Computer Science
2012 – 2016
",
        positions: &["Acme Inc. | Backend Engineer | 2019-01 | present", "Widget LLC | Developer | 2016-01 | 2018-12"],
        studies: &["University of Samples | BSc | 2012 | 2016"],
    },
    Layout {
        name: "two-columns.txt",
        text: "\
JOAN SAMPLE
Product Designer

CONTACT                       EXPERIENCE
joan@mail.example             Lead Designer
Paris                         Acme Studio | 2020 - Present
                              - Leads a team of four designers
SKILLS                        Designer
Figma                         Widget Agency | 2016 - 2020
Sketch                        - Designed apps

LANGUAGES                     EDUCATION
French                        Bachelor of Design
English                       Sample Academy of Arts | 2012 - 2016
",
        positions: &["Acme Studio | Lead Designer | 2020 | present", "Widget Agency | Designer | 2016 | 2020"],
        studies: &["Sample Academy of Arts | Bachelor of Design | 2012 | 2016"],
    },
    Layout {
        name: "bilingual.md",
        text: "\
# 赵六 Zhao Liu

## 教育背景 Education
东海大学 East Sea University，软件工程硕士，2013.09 – 2016.06

## 工作经历 Work Experience
### 星河网络 | 算法工程师 | 2016.07 – 2020.08
- 推荐系统
### 远山智能 | 资深算法工程师 | 2020.09 – 今
- 搜索排序
",
        positions: &["星河网络 | 算法工程师 | 2016-07 | 2020-08", "远山智能 | 资深算法工程师 | 2020-09 | present"],
        studies: &["东海大学 | 硕士 | 2013-09 | 2016-06"],
    },
    Layout {
        name: "title-first-dates-last.txt",
        text: "\
PROFESSIONAL EXPERIENCE

Registered Nurse, Sample General Hospital, Dublin                Mar 2015 to date
Cared for patients on a ward of thirty beds.

Staff Nurse, St. Example Hospital, Cork                          Sep 2011 to Feb 2015

EDUCATION AND QUALIFICATIONS

BSc (Hons) Nursing, Sample College Dublin                        2007 to 2011
",
        positions: &["Sample General Hospital | Registered Nurse | 2015-03 | present", "St. Example Hospital | Staff Nurse | 2011-09 | 2015-02"],
        studies: &["Sample College Dublin | BSc (Hons) | 2007 | 2011"],
    },
    Layout {
        name: "company-in-brackets.md",
        text: "\
### Experience

**Engineering Manager** (Acme, 2021–present): leads two teams.

**Senior Engineer** (Acme, 2018–2021): built the data platform.

**Engineer** (Widget Works, 2015–2018): worked on payments.

### Education

**MEng Computing** (Sample College London, 2011–2015)
",
        positions: &["Acme | Engineering Manager | 2021 | present", "Acme | Senior Engineer | 2018 | 2021", "Widget Works | Engineer | 2015 | 2018"],
        studies: &["Sample College London | MEng | 2011 | 2015"],
    },
    Layout {
        name: "campus.txt",
        text: "\
教育经历
东海大学（985）   计算机学院   人工智能   硕士   2020.09 - 2023.06
GPA：3.8/4.0（前5%）
主修课程：机器学习、深度学习、自然语言处理
南山大学   软件学院   软件工程   本科   2016.09 - 2020.06
荣誉奖项：国家奖学金、校一等奖学金

实习经历
星河跳动   抖声事业部   后端开发实习生   2022.05 - 2022.09
● 参与短视频推荐接口开发，使用 Go 语言
● 完成缓存优化，接口延迟降低 30%
远山集团   云智能   算法实习生   2021.06 - 2021.10
● 负责 OCR 模型训练

校园经历
东海大学学生会   技术部部长   2020.10 - 2021.09
● 组织开发学生会网站
",
        positions: &["星河跳动 | 后端开发实习生 | 2022-05 | 2022-09", "远山集团 | 算法实习生 | 2021-06 | 2021-10"],
        studies: &["东海大学 | 硕士 | 2020-09 | 2023-06", "南山大学 | 本科 | 2016-09 | 2020-06"],
    },
    Layout {
        name: "no-dates.md",
        text: "\
## Work
### Acme Inc.
Software Engineer
- Built things
### Widget Ltd
Tester

## Education
Sample University, BSc Physics
",
        positions: &["Acme Inc. | Software Engineer |  | unknown", "Widget Ltd | Tester |  | unknown"],
        studies: &["Sample University | BSc |  | unknown"],
    },
    Layout {
        name: "slashes.txt",
        text: "\
工作经验：
2013/7 -- 2016/8：星河通信技术有限公司        职务：软件工程师
2016/9 -- 现在：远山汽车有限公司        职务：高级软件工程师
教育背景：
2009/9 -- 2013/6：东海科技大学    专业：通信工程    学历：本科
",
        positions: &["星河通信技术有限公司 | 软件工程师 | 2013-07 | 2016-08", "远山汽车有限公司 | 高级软件工程师 | 2016-09 | present"],
        studies: &["东海科技大学 | 本科 | 2009-09 | 2013-06"],
    },
    Layout {
        name: "several-titles.md",
        text: "\
## Experience

**Acme Corporation** — Berlin

*Engineering Manager* — Jan 2021 – Present
- Leads three teams

*Senior Engineer* — Jan 2018 – Dec 2020
- Built the platform

**Widget Company** — Hamburg

*Engineer* — Mar 2014 – Dec 2017
- Shipped features
",
        positions: &[
            "Acme Corporation | Engineering Manager | 2021-01 | present",
            "Acme Corporation | Senior Engineer | 2018-01 | 2020-12",
            "Widget Company | Engineer | 2014-03 | 2017-12",
        ],
        studies: &[],
    },
    Layout {
        name: "unknown-names.txt",
        text: "\
Experience
Brightpath — Rust Guild — 2020–2022
Helped the guild grow.
Moonshot Labs, Chief Wizard, 2018–2020
Did magic.
",
        positions: &["Brightpath | Rust Guild | 2020 | 2022", "Moonshot Labs | Chief Wizard | 2018 | 2020"],
        studies: &[],
    },
    Layout {
        name: "german.txt",
        text: "\
Berufserfahrung
05/2018 – heute   Softwareentwickler, Beispiel GmbH, München
10/2015 – 04/2018   Werkstudent, Muster AG, Stuttgart
Ausbildung
10/2012 – 09/2015   Bachelor of Science Informatik, Technische Universität Musterstadt
",
        positions: &["Beispiel GmbH | Softwareentwickler | 2018-05 | present", "Muster AG | Werkstudent | 2015-10 | 2018-04"],
        studies: &["Technische Universität Musterstadt | Bachelor of Science | 2012-10 | 2015-09"],
    },
];
