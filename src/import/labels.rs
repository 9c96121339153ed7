//! Labels before values: `公司：`, `Position:`, `技术栈：`.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

use crate::text::folded;

/// What a label says that its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// An employer.
    Company,
    /// A school.
    School,
    /// An organization or a project, as the section goes.
    Name,
    /// A department.
    Department,
    /// A title.
    Title,
    /// A period or date.
    Period,
    /// When something began.
    Start,
    /// When something ended.
    End,
    /// A degree.
    Degree,
    /// A subject of study.
    Area,
    /// A place.
    Place,
    /// Technologies.
    Technologies,
    /// A project's name.
    Project,
    /// What a job or project was about.
    Summary,
    /// What was done: the lines below say it.
    Duties,
    /// The lines below are projects.
    Projects,
    /// A mark.
    Score,
    /// Courses.
    Courses,
    /// Prizes.
    Awards,
    /// The name of the person.
    Person,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A homepage.
    Web,
    /// A messenger, or another account.
    Account,
    /// A date of birth.
    Birth,
    /// A role in a project.
    Role,
    /// Something that no field takes, such as the size of the employer.
    Aside,
}

const LABELS: [(Label, &str); 27] = [
    (
        Label::Company,
        "Company_name Workplace 公司 公司名称 工作单位及部门 单位 工作单位 企业 企业名称 雇主 所在公司 任职公司 单位名称 就职公司 工作公司 实习单位 实习公司 Company Employer Organization Organisation Firm Institution/Company Company_name Company/Organization Name_of_employer Name_and_address_of_employer Employer_name Name_of_organisation Institute Firma Unternehmen Arbeitgeber Entreprise Employeur Empresa",
    ),
    (
        Label::School,
        "学校 院校 学校及专业 学校名称及专业 University/Board Board/University School/Board Institution/University Name_of_institute Einrichtung Hochschule Bildungseinrichtung Établissement 毕业院校 学校名称 毕业学校 院校名称 就读学校 School University Institution College School/University University/College Name_of_institution Name_and_type_of_organisation Name_and_type_of_organisation_providing_education_and_training Name_and_type_of_organization_providing_education_and_training Organisation_providing_education_and_training Name_and_address_of_institution",
    ),
    (Label::Name, "名称 Name_of_organization"),
    (
        Label::Department,
        "部门 科室 所在科室 部门/岗位 所在部门 所属部门 部门名称 团队 所在团队 学院 院系 所在学院 系别 Department Team Division Faculty Unit",
    ),
    (
        Label::Title,
        "职位 身份 身分 职务 职务/职称 职称/职务 岗位 职称 担任职务 担任职位 职位名称 工作岗位 岗位名称 头衔 任职 担任 所任职位 工作职位 职级 Title Position Job_title Designation Post Role/Title Occupation Occupation_or_position_held Current_position Present_position Current_role Current_job Job_role Position_held Tätigkeit Funktion Poste Cargo",
    ),
    (
        Label::Period,
        "时间 起止年月日 起止时间 工作时间 在职时间 日期 起止日期 就读时间 时间段 任职时间 项目时间 项目周期 在校时间 学习时间 起止年月 实习时间 期间 年份 周期 在职期间 工作日期 Period Date Dates Duration Time Year Years When Timeline Dates_attended Employment_period Tenure Date_range Zeitraum Période Periodo",
    ),
    (
        Label::Start,
        "Date_start Start_time 开始时间 入职时间 入学时间 开始日期 入职日期 Start Start_date From Started Begin",
    ),
    (
        Label::End,
        "Date_end End_time 结束时间 离职时间 毕业时间 结束日期 离职日期 毕业年份 End End_date To Until Ended Graduation Graduation_date Graduated Expected_graduation Graduation_year",
    ),
    (
        Label::Degree,
        "学历 学位 学历及学位 Course Course/Degree Degree/Course Exam Examination Exam_passed 学历/学位 最高学历 学历学位 学位/学历 Degree Qualification Qualification_awarded Degree_obtained Title_of_qualification_awarded Level Target_degree Degree_obtained Degree_awarded Degree_earned Final_degree Abschluss Diplôme Título",
    ),
    (
        Label::Area,
        "专业 主修 所学专业 专业名称 主修专业 专业方向 研究方向 方向 Major Field Field_of_study Area Specialization Specialisation Subject Discipline Concentration Majors Course_of_study",
    ),
    (
        Label::Place,
        "地点 工作地点 所在地 城市 地址 现居地 居住地 现居 所在城市 现住址 现居住地 居住地址 住址 目前所在地 现居城市 工作地 地区 户籍 籍贯 户口 户口所在地 通讯地址 家庭住址 Location City Place Address Based_in Residence Home_address Lives_in",
    ),
    (
        Label::Technologies,
        "技术栈 技术 使用技术 主要技术 项目技术 技术选型 涉及技术 开发工具 技术架构 所用技术 相关技术 关键技术 开发环境 软件环境 技术要点 开发技术 技术关键词 软件架构 技术框架 应用技术 使用工具 核心技术 技能 开发语言 运用技术 技能栈 Tech_stack Technologies Technology Stack Tools Technologies_used Tech Environment Skills Skills_used Key_technologies Tools_used Built_with Technical_environment Tools_and_technologies Tools_&_technologies Keywords Frameworks Technology_stack Tech_used Technical_stack Languages_and_tools Used Software_used Technologies_&_tools Platforms Languages_used Tooling",
    ),
    (
        Label::Project,
        "项目名称 项目名 项目 项目一 项目二 项目三 项目四 项目五 项目1 项目2 项目3 项目4 项目5 产品名称 作品名称 题目 课题 Project Project_name Project_title Project_1 Project_2 Project_3 Title_of_project",
    ),
    (
        Label::Summary,
        "工作简述 简述 工作概述 项目描述 项目介绍 项目简介 描述 简介 介绍 项目背景 背景 公司简介 公司介绍 公司描述 项目概述 概述 工作内容简介 业务描述 系统描述 项目说明 说明 项目内容 业务背景 产品介绍 产品描述 项目目标 目标 功能描述 软件描述 Description Summary Overview About Background Project_description Company_description Context Abstract Objective Synopsis Brief Goal Purpose Scope Company_profile",
    ),
    (
        Label::Duties,
        "工作职责 职责 主要职责 工作内容 主要工作 工作描述 职责描述 负责内容 主要工作内容 岗位职责 职责业绩 工作业绩 业绩 主要业绩 个人职责 责任描述 项目职责 项目业绩 成果 主要成果 主要贡献 个人贡献 工作成果 主要负责 项目成果 主要成绩 工作成绩 项目收益 收益 贡献 亮点 核心职责 职责与业绩 个人工作 内容 项目亮点 工作亮点 技术职责 关键成果 工作总结 项目难点 实习内容 主要内容 责任 我的职责 负责工作 主要任务 工作任务 日常工作 职责范围 工作职责和业绩 具体工作 主要业绩与成果 Responsibilities Key_responsibilities Duties Achievements Key_achievements Accomplishments Highlights Main_responsibilities Contributions Key_accomplishments Main_activities_and_responsibilities Roles_and_responsibilities Key_contributions Main_duties Responsibilities_include Responsibilities_included Results Impact Selected_achievements Job_description My_responsibilities Tasks Main_tasks Key_duties Major_achievements Major_responsibilities Role_and_responsibilities Job_responsibilities Outcome Outcomes Selected_accomplishments Key_results Activities",
    ),
    (
        Label::Projects,
        "主要项目 项目经历 项目经验 参与项目 负责项目 代表项目 代表产品 主要产品 重点项目 项目列表 相关项目 核心项目 典型项目 部分项目 Projects Key_projects Main_projects Selected_projects Project_experience Products Notable_projects Major_projects Projects_include Representative_projects Key_products Projects_undertaken",
    ),
    (
        Label::Score,
        "GPA 绩点 成绩 平均绩点 平均分 均分 综合成绩 专业成绩 学习成绩 排名 专业排名 加权平均分 Grade Grades Average Cumulative_GPA Overall_GPA CGPA Major_GPA Score Rank Final_grade Marks Result Percentage Percentage/CGPA CGPA/Percentage Marks_(%) Classification GPA/Rank",
    ),
    (
        Label::Courses,
        "主修课程 课程 相关课程 核心课程 主要课程 专业课程 主干课程 Courses Coursework Relevant_coursework Relevant_courses Key_courses Main_courses Selected_coursework Modules Key_modules Core_courses Principal_subjects Principal_subjects_occupational_skills_covered Principal_subjects/occupational_skills_covered Coursework_includes Graduate_coursework Selected_courses Main_subjects",
    ),
    (
        Label::Awards,
        "荣誉 奖项 获奖 获奖情况 所获荣誉 奖励 在校荣誉 所获奖项 荣誉奖项 奖学金 获奖经历 荣誉奖励 校内荣誉 主要荣誉 Awards Honors Honours Award Honor Scholarships Awards_and_honors Distinctions",
    ),
    (Label::Person, "姓名 名字 中文名 英文名 Name Full_name First_name_and_surname Surname_and_name"),
    (
        Label::Phone,
        "电话 手机 联系电话 手机号 手机号码 电话号码 联系方式 移动电话 手机&微信 手机/微信 电话/微信 手机（微信同号） 微信/电话 Phone Mobile Tel Telephone Cell Phone_number Mobile_number Cell_phone Contact_number Mobile_phone T M P",
    ),
    (
        Label::Email,
        "邮箱 电子邮箱 电子邮件 邮件 个人邮箱 E-mail邮箱 联系邮箱 邮箱地址 Email E-mail Mail Email_address E-mail_address E",
    ),
    (
        Label::Web,
        "个人主页 主页 博客 网站 个人网站 个人博客 技术博客 博客地址 网址 作品链接 链接 Github&Blog Github/Blog 项目地址 项目链接 地址链接 Website Homepage Web Blog Portfolio Site URL Link Personal_website Personal_site W Web_site Personal_page Demo Repo Repository Source Code Personal_blog",
    ),
    (
        Label::Account,
        "微信 QQ 微信号 github GitHub地址 知乎 掘金 CSDN LinkedIn Twitter Skype WeChat Telegram Google_Scholar ORCID Gitee 微博 公众号 领英 QQ号 Stack_Overflow Mastodon LeetCode Kaggle GitLab Medium ResearchGate Bitbucket WhatsApp DBLP Scholar X Handle",
    ),
    (Label::Birth, "出生日期 出生年月 生日 出生 出生时间 Date_of_birth Birthday Born Birth_date DOB Birthdate"),
    (Label::Role, "角色 项目角色 担任角色 项目职务 我的角色 职责角色 个人角色 Role My_role Role_in_project"),
    (
        Label::Aside,
        "状态 备注 职位类别 单位性质 职位月薪 Status Remarks 规模 行业 性质 公司规模 公司性质 所属行业 公司行业 汇报对象 下属人数 下属 薪资 薪酬 月薪 年薪 离职原因 证明人 性别 年龄 民族 政治面貌 婚姻状况 婚姻 身高 体重 健康状况 求职意向 期望薪资 期望城市 期望职位 工作年限 到岗时间 目前状态 求职状态 当前状态 工作经验 应聘职位 意向岗位 期望岗位 求职岗位 求职类型 国籍 英语等级 导师 指导老师 指导教师 论文 论文题目 毕业论文 毕业设计 类别 班级 学号 工作性质 目标岗位 统招 企业性质 期望地点 意向城市 目前薪资 照片 软件著作 Client Customer Size Industry Gender Age Nationality Marital_status Salary Reports_to Reporting_to Supervisor Advisor Adviser Thesis Dissertation Manager Sex Visa Visa_status Citizenship Work_authorization Availability Thesis_title Advisors Supervisors Thesis_advisor Reason_for_leaving Type_of_business_or_sector Business_or_sector Notice_period Type Committee Driving_licence Driving_license Marital S_No S.No Sl_No Sr_No No 序号 Hours_per_week Series Grade_level Pay_grade",
    ),
];

/// The label before a value, and the value.
#[must_use]
pub fn label(text: &str) -> Option<(Label, &str)> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "【[◆●■▪*·-:".contains(c));
    let (name, rest) = text.split_once([':', '：', '】', ']', '\t'])?;
    if name.len() > 60 || rest.starts_with("//") {
        return None;
    }
    let rest = rest.trim_start_matches([':', '：']);
    label_named(name).map(|label| (label, rest.trim()))
}

/// What a text that is only a label means.
#[must_use]
pub fn label_named(name: &str) -> Option<Label> {
    let name = name.split(['(', '（']).next().unwrap_or_default();
    if name.len() > 60 {
        return None;
    }
    known().get(&key(name)).copied()
}

fn key(name: &str) -> String {
    let folded = folded(name);
    if folded.len() > 4 { folded.replace("and", "") } else { folded }
}

fn known() -> &'static FxHashMap<String, Label> {
    static KNOWN: OnceLock<FxHashMap<String, Label>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let names = LABELS.iter().flat_map(|(label, names)| names.split(' ').map(move |name| (key(name), *label)));
        names.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_both_languages() {
        assert_eq!(label("公司名称：某某公司"), Some((Label::Company, "某某公司")));
        assert_eq!(label("Job Title: Engineer"), Some((Label::Title, "Engineer")));
        assert_eq!(label("【技术栈】Java"), Some((Label::Technologies, "Java")));
        assert_eq!(label("https://a.example"), None);
        assert_eq!(label("快手：工程师"), None);
    }
}
