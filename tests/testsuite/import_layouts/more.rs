//! More layouts: careers in paragraphs, titles of sections in unusual places, mixed lists of studies and posts. What is
//! expected of each was compared with its text by hand.

use super::Layout;

/// Layouts in the manner of pages and templates that people use.
pub(super) const MORE: &[Layout] = &[
    Layout {
        name: "german-titles.txt",
        text: "                     Michael Brandt
   Hamburg | +49 000 000 | m.brandt@example.com

PROFESSIONAL EXPERIENCE

Siemens Healthineers, Erlangen — Software Architect
04/2019 – heute
  • Architektur der Bildverarbeitung (C++17)
  • Führung eines Teams von 6

Freelance — Web Developer
2016 – 2019
  Clients incl. Otto Group (2017), Zalando (2018)

ACADEMIC BACKGROUND
RWTH Aachen University — M.Sc. Computer Science
2013 – 2016, grade 1.4
TU Dortmund — B.Sc. Informatik
2010 – 2013

OPEN SOURCE
pixelpipe — image pipeline in Rust (2020 – present)
Contributor to OpenCV since 2018
",
        positions: &["Siemens Healthineers | Software Architect | 2019-04 | present", "Freelance | Web Developer | 2016 | 2019"],
        studies: &["RWTH Aachen University | M.Sc. | 2013 | 2016", "TU Dortmund | B.Sc. | 2010 | 2013"],
    },
    Layout {
        name: "numbered-headings.md",
        text: "\
# 陈思远 简历

## 基本信息
- 姓名：陈思远
- 学历：硕士 / 华南理工大学 / 软件工程（2015 - 2018）

## 工作经验

### 1. 腾讯科技（深圳）有限公司（2021年4月 ~ 至今）
**职位：** 高级前端工程师（T10）
**部门：** PCG / 腾讯文档
**工作描述：**
- 负责在线表格的渲染引擎
- 2022 年获得部门之星

### 2. 深圳市货拉拉科技有限公司（2018年7月 ~ 2021年3月）
**职位：** 前端工程师
- 搭建组件库

## 项目经验

### 表格渲染引擎（2021.06 ~ 2022.12）
- 技术栈：TypeScript、Canvas、WebAssembly
- 首屏由 2s 降到 600ms

### 组件库 LaUI
- 50+ 组件

## 教育经历
| 时间 | 学校 | 专业 | 学历 |
|---|---|---|---|
| 2015.09-2018.06 | 华南理工大学 | 软件工程 | 硕士 |
| 2011.09-2015.06 | 湘潭大学 | 数字媒体技术 | 本科 |

## 技能
熟练使用 React、Vue，了解 Node.js；能用 Python 写脚本。
",
        positions: &["腾讯科技（深圳）有限公司 | 高级前端工程师 | 2021-04 | present", "深圳市货拉拉科技有限公司 | 前端工程师 | 2018-07 | 2021-03"],
        studies: &["华南理工大学 | 硕士 | 2015-09 | 2018-06", "湘潭大学 | 本科 | 2011-09 | 2015-06"],
    },
    Layout {
        name: "bold-posts.md",
        text: "\
# Emma Larsson, PhD

**Current position:** Associate Professor of Statistics, Uppsala University (since August 2020)

## Previous appointments

* **Assistant Professor**, Department of Statistics, Lund University, Aug 2015 – Jul 2020
* **Postdoc**, Karolinska Institutet, Stockholm, 2013–2015. Host: Prof. A. Berg
* **Research visitor**, Stanford University, spring 2014

## Education

* **PhD** in Mathematical Statistics, KTH Royal Institute of Technology, 2013. Advisor: B. Holm
* **MSc** in Engineering Physics, Chalmers, 2008

## Publications

1. Larsson, E. and Holm, B. (2021). Estimating things from few data. *Annals of Invented Statistics*, 49(2), 100–120.
2. E. Larsson. \"Robust nothing\", Journal of Empty Sets 3 (2016) 1-9. doi:10.0000/abc
3. Holm B, Larsson E, Svensson K. Small areas, large problems. Biometrika Ficta. 2014;101:55-60.

## Grants
- Swedish Research Council, starting grant, 2018–2021, SEK 3.2M

## Editorial service
- Associate editor, Scandinavian Journal of X, 2019–
",
        positions: &["Uppsala University | Associate Professor of Statistics | 2020-08 | present", "Lund University | Assistant Professor | 2015-08 | 2020-07", "Karolinska Institutet | Postdoc | 2013 | 2015", "Stanford University | Research visitor | 2014 | 2014"],
        studies: &["KTH Royal Institute of Technology | PhD |  | 2013", "Chalmers | MSc |  | 2008"],
    },
    Layout {
        name: "chinese-form.txt",
        text: "\
个人简历

姓名：赵磊        性别：男        出生年月：1990年5月
籍贯：山东济南    学历：大专      电话：000

工作经历：

2015年3月--2018年6月  山东鲁能物资有限公司   采购专员
  主要负责供应商开发、合同签订。
2018年7月--2020年12月  济南中润机械有限公司   采购主管
  管理采购团队5人，年采购额3000万。
2021年1月至今  海信集团   采购经理
  负责家电事业部的大宗采购。

教育经历：
2008年9月--2011年7月  山东商业职业技术学院  物流管理  大专

培训经历：
2016年5月  ISO9001内审员培训

自我评价：
本人性格开朗，2015年以来一直从事采购工作，熟悉SAP。
",
        positions: &["山东鲁能物资有限公司 | 采购专员 | 2015-03 | 2018-06", "济南中润机械有限公司 | 采购主管 | 2018-07 | 2020-12", "海信集团 | 采购经理 | 2021-01 | present"],
        studies: &["山东商业职业技术学院 | 大专 | 2008-09 | 2011-07"],
    },
    Layout {
        name: "nurse.txt",
        text: "\
SARAH CONNELLY
Registered Nurse

LICENSURE
RN, State of Ohio, 2012 - present

CLINICAL EXPERIENCE
Cleveland Clinic, Cleveland, OH
Charge Nurse, Cardiac ICU, 2017-present
Staff Nurse, Cardiac ICU, 2014-2017
- Preceptor for 12 new graduates

MetroHealth Medical Center, Cleveland, OH
Staff Nurse, Medical-Surgical Unit, 2012-2014

EDUCATION
Bachelor of Science in Nursing, Kent State University, 2012
A.A.S., Cuyahoga Community College, Parma, OH, 2009

VOLUNTEER WORK
Red Cross blood drive, 2015-2019

PROFESSIONAL AFFILIATIONS
American Nurses Association, Member, 2012-present
",
        positions: &["Cleveland Clinic | Charge Nurse | 2017 | present", "Cleveland Clinic | Staff Nurse | 2014 | 2017", "MetroHealth Medical Center | Staff Nurse | 2012 | 2014"],
        studies: &["Kent State University | Bachelor of Science |  | 2012", "Cuyahoga Community College | A.A.S. |  | 2009"],
    },
    Layout {
        name: "labels.md",
        text: "\
# Ivan Petrov
*Backend developer, Sofia, Bulgaria*

## Experience

**Company:** Telerik  
**Role:** Backend Developer  
**Period:** Jan 2019 - Now  
**Stack:** C#, .NET, SQL Server

**Company:** Musala Soft  
**Role:** Junior Developer  
**Period:** Jul 2016 - Dec 2018  

## Education
Sofia University \"St. Kliment Ohridski\", Faculty of Mathematics and Informatics
Bachelor's in Informatics (2012 - 2016)

## Courses
- Coursera Machine Learning, 2018
",
        positions: &["Telerik | Backend Developer | 2019-01 | present", "Musala Soft | Junior Developer | 2016-07 | 2018-12"],
        studies: &["Sofia University \"St. Kliment Ohridski\" | Bachelor's | 2012 | 2016"],
    },
    Layout {
        name: "bullet-titles.txt",
        text: "\
周倩  产品经理  北京

● 工作经历

字节跳动 | 抖音电商
产品经理 2021.05-至今
· 负责达人分销链路
· 2022.03-2022.09 主导选品中心改版

美团
产品运营 2019.07-2021.04
· 搭建商家成长体系

● 实习经历
腾讯 产品实习生 2018.06-2018.09

● 教育经历
中国人民大学 新闻传播学 硕士 2017-2019
中国传媒大学 广告学 本科 2013-2017

● 荣誉
2016-2017 国家奖学金

● 社团
2014.09-2015.06 校学生会 宣传部部长
",
        positions: &["字节跳动 | 产品经理 | 2021-05 | present", "美团 | 产品运营 | 2019-07 | 2021-04", "腾讯 | 产品实习生 | 2018-06 | 2018-09"],
        studies: &["中国人民大学 | 硕士 | 2017 | 2019", "中国传媒大学 | 本科 | 2013 | 2017"],
    },
    Layout {
        name: "told.md",
        text: "\
Hello, I'm Kenji.

I've been a software engineer since 2011. From 2011 to 2014 I worked for Rakuten as a web developer. In 2014 I joined LINE Corporation, where I was a senior engineer until 2019. Since 2019 I have been a principal engineer at Mercari.

I graduated from Kyoto University in 2011 with a master's degree in informatics.
",
        positions: &["Rakuten | web developer | 2011 | 2014", "LINE Corporation | senior engineer | 2014 | 2019", "Mercari | principal engineer | 2019 | present"],
        studies: &["Kyoto University | master's degree |  | 2011"],
    },
    Layout {
        name: "mixed.md",
        text: "\
# 李晓 Li Xiao

博士后，清华大学计算机系

## 教育与工作经历

- 2022.07 – 至今，清华大学，计算机科学与技术系，博士后（合作导师：张某某）
- 2017.09 – 2022.06，中国科学院自动化研究所，模式识别与智能系统，工学博士
- 2013.09 – 2017.06，西安交通大学，自动化，工学学士

## 访学

- 2020.01 – 2020.12，新加坡国立大学，访问博士生

## 论文

- **Xiao Li**, B. Wang. *Learning to forget*. NeurIPS 2021. [PDF](https://x.example/p.pdf)
- B. Wang, **Xiao Li**. Forgetting to learn. ICML 2020.

## 学术服务
- 审稿人：NeurIPS（2021–2023），ICLR
- 中国计算机学会 会员（2018 年至今）
",
        positions: &["清华大学 | 博士后 | 2022-07 | present"],
        studies: &["中国科学院自动化研究所 | 工学博士 | 2017-09 | 2022-06", "西安交通大学 | 工学学士 | 2013-09 | 2017-06", "新加坡国立大学 | 访问博士生 | 2020-01 | 2020-12"],
    },
    Layout {
        name: "code-dates.md",
        text: "\
# Sofia Rossi

## Experience

### UX Lead · [Satispay](https://satispay.example)
`2021 – now` · Milan

Design ops.

### UX Designer · Freelance
`2018 – 2021`

### Interaction Designer · frog
`2015 – 2018` · Milan

## Education

**Politecnico di Milano** – Laurea Magistrale in Design della Comunicazione (2012 – 2014)
**Università di Bologna** – Laurea in Lettere (2009 – 2012)

## Speaking

- *Design tokens*, UXDay Rome 2022
",
        positions: &["Satispay | UX Lead | 2021 | present", "Freelance | UX Designer | 2018 | 2021", "frog | Interaction Designer | 2015 | 2018"],
        studies: &["Politecnico di Milano | Laurea Magistrale | 2012 | 2014", "Università di Bologna | Laurea | 2009 | 2012"],
    },
    Layout {
        name: "law-firm.txt",
        text: "\
JOHN A. PARKER, ESQ.

Experience
Parker & Lowe LLP, Partner, Chicago, 2012-present
  Commercial litigation.
Baker McKenzie, Associate, Chicago, 2005-2012
U.S. District Court, N.D. Ill., Law Clerk to Hon. M. Rivera, 2004-2005

Bar Admissions
Illinois (2004); New York (2006)

Education
J.D., University of Michigan Law School, magna cum laude, 2004
  Michigan Law Review, Associate Editor, 2002-2004
B.A., History, Oberlin College, 2001

Publications
\"Venue after Smith,\" 55 Invented L. Rev. 101 (2010)
",
        positions: &["Parker & Lowe LLP | Partner | 2012 | present", "Baker McKenzie | Associate | 2005 | 2012", "U.S. District Court | Law Clerk to Hon. M. Rivera | 2004 | 2005"],
        studies: &["University of Michigan Law School | J.D. |  | 2004", "Oberlin College | B.A. |  | 2001"],
    },
    Layout {
        name: "no-titles.txt",
        text: "\
Software Engineer with a passion for games.

2020-now     Unity Technologies     Copenhagen      Senior Engineer, Rendering
2016-2020    IO Interactive         Copenhagen      Graphics Programmer
2014-2016    Playdead               Copenhagen      Junior Programmer

2011-2014    DTU                    Lyngby          MSc Digital Media Engineering
2008-2011    Aalborg University     Aalborg         BSc Medialogy
",
        positions: &["Unity Technologies | Senior Engineer | 2020 | present", "IO Interactive | Graphics Programmer | 2016 | 2020", "Playdead | Junior Programmer | 2014 | 2016"],
        studies: &["DTU | MSc | 2011 | 2014", "Aalborg University | BSc | 2008 | 2011"],
    },
];
