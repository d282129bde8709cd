/**
 * The words of the form and of this site, one plain sentence each. Names of printed rows and columns come from
 * `forms.ts`; articles are those of the Regulations on Open Government Information (政府信息公开条例, 2019).
 */
import type { Bilingual } from './bilingual.ts';
import {
  APPLICANTS,
  APPLICATION_OUTCOMES,
  type Applicant,
  type ApplicationOutcome,
  DISCLOSURE_ITEMS,
  DISCLOSURE_MEASURES,
  type DisclosureItem,
  type DisclosureMeasure,
  REVIEW_CHANNELS,
  REVIEW_RESULTS,
  type ReviewChannel,
  type ReviewResult,
} from './forms.ts';
import {
  type HeadedGroup,
  termOfApplicant,
  termOfChannel,
  termOfColumn,
  termOfGroup,
  termOfItem,
  termOfOutcome,
  termOfResult,
} from './glossary-terms.ts';
import type { TownshipKind } from './region.ts';

export const GLOSSARY_PARTS = {
  system: { zh: '公开制度', en: 'The system' },
  items: { zh: '表二：主动公开', en: 'Section 2: active disclosure' },
  measures: { zh: '表二的栏目', en: 'Columns of section 2' },
  outcomes: { zh: '表三：申请和办理', en: 'Section 3: applications and outcomes' },
  applicants: { zh: '表三：申请人', en: 'Section 3: applicants' },
  reviews: { zh: '表四：复议和诉讼', en: 'Section 4: reconsiderations and lawsuits' },
  places: { zh: '乡级区划', en: 'Kinds of township' },
  reading: { zh: '怎样读这里的数', en: 'Reading the figures' },
} as const satisfies Record<string, Bilingual>;
export type GlossaryPart = keyof typeof GLOSSARY_PARTS;

export interface GlossaryEntry {
  /** Unique; lower-case letters, digits and hyphens. Stands in the address of the entry. */
  readonly id: string;
  readonly part: GlossaryPart;
  readonly term: Bilingual;
  /** One plain sentence. */
  readonly sentence: Bilingual;
}

const ITEMS: Readonly<Record<DisclosureItem, Bilingual>> = {
  regulation: {
    zh: '国务院部门、省级政府、设区的市和自治州的政府依法制定的规范，县和乡镇无权制定，所以这几格应当是0。',
    en: 'Rules made by ministries, provinces, cities with districts and autonomous prefectures; counties and townships have no power to make them, so these cells should be 0.',
  },
  normative_document: {
    zh: '行政机关在法律、规章之外制发的、对公众有普遍约束力并反复适用的文件，俗称“红头文件”。',
    en: 'Documents below the level of laws and rules by which a body binds the public at large, again and again; commonly called red-headed documents.',
  },
  permit: {
    zh: '公民或企业申请后，行政机关准予其从事某种活动，如建房、占道、经营。',
    en: 'Leave, on application, to do something the law restricts: to build, to use a road, to trade.',
  },
  other_service: {
    zh: '许可以外、对外办理的管理和服务事项；只在2019年表式上有。',
    en: 'Administrative and service matters other than permits; only the form of 2019 has them.',
  },
  penalty: {
    zh: '对违反行政管理秩序的个人或单位给予的惩戒，如警告、罚款、没收、责令停业。',
    en: 'Sanctions for breaking administrative rules: warnings, fines, confiscation, orders to stop business.',
  },
  coercion: {
    zh: '为制止违法或执行决定而采取的强制，如查封、扣押、强制拆除。',
    en: 'Force used to stop an offence or to carry out a decision: sealing, seizure, demolition.',
  },
  fee: {
    zh: '行政机关和事业单位依法向服务对象收取的费用，2021年表式填金额（万元），2019年表式填项目数。',
    en: 'Charges that public bodies levy by law: the form of 2021 prints the amount (in 10,000 yuan), that of 2019 the number of items.',
  },
  procurement: {
    zh: '由集中采购机构办理的政府采购；只在2019年表式上有，金额单位没有统一。',
    en: 'Purchases through the central procurement agency; only on the form of 2019, which fixes no unit for the amount.',
  },
};

const MEASURES: Readonly<Record<DisclosureMeasure, Bilingual>> = {
  issued: { zh: '当年新印发的文件有多少件。', en: 'Documents issued during the year.' },
  repealed: { zh: '当年宣布废止的文件有多少件。', en: 'Documents repealed during the year.' },
  in_force: {
    zh: '年末仍然有效的文件有多少件，是存量，不能跨年相加。',
    en: 'Documents still in force at the end of the year: a stock, not to be added over years.',
  },
  newly_made: {
    zh: '当年新制作的文件有多少件（2019年表式）。',
    en: 'Documents made during the year (form of 2019).',
  },
  newly_disclosed: {
    zh: '当年新公开的文件有多少件（2019年表式）。',
    en: 'Documents disclosed during the year (form of 2019).',
  },
  total_disclosed: {
    zh: '到年末累计对外公开的文件有多少件（2019年表式）。',
    en: 'Documents open to the public at the end of the year, in all (form of 2019).',
  },
  decisions: {
    zh: '当年实际作出的决定有多少件，数的是办成的案子，不是目录上的事项。',
    en: 'Decisions actually made during the year: cases decided, not items in a catalogue.',
  },
  items_previous_year: {
    zh: '上一年目录上有多少个事项（2019年表式）。',
    en: 'Items in the catalogue of the year before (form of 2019).',
  },
  items_change: {
    zh: '目录上的事项当年增加或减少了多少，可以是负数（2019年表式）。',
    en: 'How many items the catalogue gained or lost during the year; may be negative (form of 2019).',
  },
  amount_10k_yuan: {
    zh: '当年收取的费用，以万元为单位（2021年表式）。',
    en: 'Fees charged during the year, in units of 10,000 yuan (form of 2021).',
  },
  projects: { zh: '当年集中采购的项目有多少个。', en: 'Procurement projects during the year.' },
  amount: {
    zh: '当年集中采购的总金额，表式没有规定用元还是万元。',
    en: 'The total amount of procurement; the form does not say whether in yuan or in units of 10,000.',
  },
};

const OUTCOMES: Readonly<Record<ApplicationOutcome, Bilingual>> = {
  new: {
    zh: '当年收到的、要求公开某项政府信息的申请。',
    en: 'Applications for government information received during the year.',
  },
  carried_in: {
    zh: '上一年收到、当年才继续办理的申请，应当等于上一年年报的“结转下年度继续办理”。',
    en: 'Applications left over from the year before; should equal those carried out in its report.',
  },
  granted: { zh: '申请的信息全部提供给了申请人。', en: 'All of the information asked for was given.' },
  partly_granted: {
    zh: '能公开的部分给了申请人，其余部分依法不公开。',
    en: 'What may be disclosed was given, the rest lawfully withheld.',
  },
  refused_state_secret: {
    zh: '信息依法确定为国家秘密，不予公开（条例第十四条）。',
    en: 'The information is a state secret by law (article 14).',
  },
  refused_other_law: {
    zh: '另有法律、行政法规明文禁止公开这类信息（条例第十四条）。',
    en: 'Another law or administrative regulation forbids its disclosure (article 14).',
  },
  refused_three_security: {
    zh: '公开后可能危及国家安全、公共安全、经济安全和社会稳定（条例第十四条）。',
    en: 'Disclosure might endanger national, public or economic security, or social stability (article 14).',
  },
  refused_third_party: {
    zh: '涉及别人的商业秘密、个人隐私等，公开会损害第三方的合法权益（条例第十五条）。',
    en: 'It concerns business secrets or the privacy of others, whom disclosure would harm (article 15).',
  },
  refused_internal_affairs: {
    zh: '属于人事管理、后勤管理、内部工作流程这三类内部事务（条例第十六条）。',
    en: 'It concerns the body’s own staff, logistics or working procedures (article 16).',
  },
  refused_process_info: {
    zh: '属于讨论记录、过程稿、磋商信函、请示报告这四类过程中的信息（条例第十六条）。',
    en: 'Records of discussion, drafts, letters of consultation, or requests for instruction made on the way to a decision (article 16).',
  },
  refused_enforcement_file: {
    zh: '属于行政执法案卷里的信息（条例第十六条）。',
    en: 'It is part of the file of an enforcement case (article 16).',
  },
  refused_admin_query: {
    zh: '法律法规对查询这类信息另有专门办法，如工商登记、不动产登记（条例第三十六条）。',
    en: 'Another law sets its own way to look it up, as for company or property registers (article 36).',
  },
  unable_not_held: {
    zh: '这个机关没有制作、也没有保存申请人要的信息。',
    en: 'The body neither made nor keeps the information.',
  },
  unable_needs_creation: {
    zh: '没有现成的信息，要另外加工、分析才能得到。',
    en: 'No such information exists; it would have to be compiled or analysed first.',
  },
  unable_unclear_after_correction: {
    zh: '请申请人补正以后，仍然弄不清要的是什么。',
    en: 'Even after the applicant was asked to clarify, it stayed unclear what was wanted.',
  },
  declined_petition_complaint: {
    zh: '名为申请公开，实际是信访、投诉、举报，告知走相应的渠道（条例第三十九条）。',
    en: 'In substance a petition, complaint or report; the applicant is told where to take it (article 39).',
  },
  declined_repeat: {
    zh: '已经答复过同一申请人的同样内容（条例第三十六条）。',
    en: 'The same applicant has already had an answer to the same request (article 36).',
  },
  declined_publication: {
    zh: '要的是报纸、书刊一类公开出版物，告知从哪里取得（条例第三十九条）。',
    en: 'A newspaper, book or other publication was asked for; the applicant is told where to get it (article 39).',
  },
  declined_mass_repeat: {
    zh: '申请的数量、频次明显超过合理范围，又说不出正当理由（条例第三十五条）。',
    en: 'So many or so frequent that it is clearly beyond reason, without good cause (article 35).',
  },
  declined_reconfirm: {
    zh: '要求对已经拿到的信息再作确认，或者重新出具一份。',
    en: 'The body is asked to confirm, or issue again, what the applicant already has.',
  },
  other_no_correction: {
    zh: '请申请人补正而逾期没有补正，视为放弃申请（条例第三十条）。',
    en: 'Asked to clarify, the applicant did not do so in time and is taken to have given up (article 30).',
  },
  other_fee_unpaid: {
    zh: '收到收费通知后逾期没有缴费，不再办理。',
    en: 'The processing fee was not paid in time, so the application lapsed.',
  },
  other_other: {
    zh: '不属于以上任何一种的办结方式。',
    en: 'Concluded in a way that none of the rows above describes.',
  },
  other_handling: {
    zh: '2019年表式只用这一行，2021年表式把它分成了三行。',
    en: 'One row on the form of 2019; the form of 2021 splits it into three.',
  },
  total_handled: {
    zh: '当年办结的申请合计，应当等于上面各种结果之和。',
    en: 'All applications concluded during the year; should equal the sum of the outcomes above.',
  },
  carried_out: {
    zh: '到年末还没有办结、留到下一年继续办理的申请。',
    en: 'Applications still open at the end of the year and left to the next.',
  },
};

/** Rows that print no figure of their own: headings over their parts. */
const GROUPS = {
  refused: {
    term: { zh: '不予公开', en: 'Refused' },
    sentence: {
      zh: '信息存在，但依法不能给，表上分八种理由填写。',
      en: 'The information exists but may not be given; the form asks for one of eight grounds.',
    },
  },
  unable: {
    term: { zh: '无法提供', en: 'Unable to provide' },
    sentence: {
      zh: '不是不给，而是给不出来，表上分三种情形填写。',
      en: 'Not withheld but not to be had; the form knows three cases.',
    },
  },
  declined: {
    term: { zh: '不予处理', en: 'Declined' },
    sentence: {
      zh: '不作为信息公开申请来办理，表上分五种情形填写。',
      en: 'Not handled as an application for information at all; the form knows five cases.',
    },
  },
  other: {
    term: { zh: '其他处理', en: 'Other handling' },
    sentence: {
      zh: '以上都不适用的办结方式，2021年表式分三行，2019年表式只有一行。',
      en: 'Concluded in any other way: three rows on the form of 2021, one on that of 2019.',
    },
  },
} as const satisfies Record<HeadedGroup, Pick<GlossaryEntry, 'term' | 'sentence'>>;

const APPLICANT_SENTENCES: Readonly<Record<Applicant, Bilingual>> = {
  natural_person: { zh: '以个人名义提出的申请。', en: 'People who apply in their own name.' },
  company: { zh: '公司、个体工商户等商业主体提出的申请。', en: 'Companies and other businesses.' },
  research: {
    zh: '高校、研究院所等机构提出的申请。',
    en: 'Universities, institutes and other research bodies.',
  },
  ngo: { zh: '公益性社会组织提出的申请。', en: 'Organisations that serve the public interest.' },
  legal_service: { zh: '律师事务所等法律服务机构提出的申请。', en: 'Law firms and other legal services.' },
  other_org: { zh: '以上五类之外的法人或其他组织提出的申请。', en: 'Any other organisation.' },
  total: {
    zh: '表上印出的合计，这里照录，从不重算，也不和它的各部分相加。',
    en: 'The total as printed: taken as it stands, never recomputed, never added to its parts.',
  },
};

const CHANNELS: Readonly<Record<ReviewChannel, Bilingual>> = {
  reconsideration: {
    zh: '不服行政机关的处理，请上一级机关重新审查。',
    en: 'A request to the authority above to review what the body did.',
  },
  direct_suit: {
    zh: '没有经过行政复议，直接到法院起诉行政机关。',
    en: 'A lawsuit against the body without asking for reconsideration first.',
  },
  suit_after_reconsideration: {
    zh: '经过行政复议仍然不服，再到法院起诉。',
    en: 'A lawsuit brought after reconsideration had failed to satisfy.',
  },
};

const RESULTS: Readonly<Record<Exclude<ReviewResult, 'total'>, Bilingual>> = {
  upheld: { zh: '复议机关或法院认可了原来的处理。', en: 'What the body did was left to stand.' },
  corrected: {
    zh: '原来的处理被撤销、变更、确认违法或责令重作。',
    en: 'What the body did was quashed, changed, found unlawful, or ordered to be done again.',
  },
  other: {
    zh: '以撤回、驳回、终止等其他方式结案。',
    en: 'Closed in another way: withdrawn, dismissed, ended.',
  },
  pending: {
    zh: '到年末还没有结案，下一年的年报里会再次出现。',
    en: 'Not closed by the end of the year; it appears again in the next report.',
  },
};

const KINDS: Readonly<Record<TownshipKind, { readonly name: string; readonly sentence: Bilingual }>> = {
  镇: {
    name: 'Town',
    sentence: {
      zh: '县以下以集镇为中心的乡级行政区，有自己的人民政府。',
      en: 'A township-level division built around a market town, with a government of its own.',
    },
  },
  乡: {
    name: 'Township',
    sentence: {
      zh: '县以下以农村为主的乡级行政区，有自己的人民政府。',
      en: 'A mostly rural township-level division with a government of its own.',
    },
  },
  街道: {
    name: 'Subdistrict',
    sentence: {
      zh: '城区里的乡级区划，由街道办事处管理，是上级政府的派出机关。',
      en: 'An urban division run by an office that the government above sends out.',
    },
  },
  民族乡: {
    name: 'Ethnic township',
    sentence: {
      zh: '少数民族聚居地方建立的乡。',
      en: 'A township set up where an ethnic minority lives together.',
    },
  },
  苏木: {
    name: 'Sum',
    sentence: { zh: '内蒙古牧区的乡级行政区。', en: 'A township-level division of pastoral Inner Mongolia.' },
  },
  民族苏木: {
    name: 'Ethnic sum',
    sentence: {
      zh: '少数民族聚居地方建立的苏木。',
      en: 'A sum set up where an ethnic minority lives together.',
    },
  },
  地区: {
    name: 'Area',
    sentence: {
      zh: '没有设乡镇、街道而由县里派机构管理的乡级区域。',
      en: 'A township-level area without a township government, run by an office of the county.',
    },
  },
  其他: {
    name: 'Other',
    sentence: {
      zh: '农场、林场、开发区等按乡级统计的单位。',
      en: 'Farms, forests, development zones and other units counted at township level.',
    },
  },
};

const SYSTEM = {
  'annual-report': {
    term: { zh: '政府信息公开工作年度报告', en: 'Yearly report on information disclosure' },
    sentence: {
      zh: '行政机关每年年初公布的、关于上一年信息公开工作的报告，表式由国务院办公厅统一规定（条例第四十九、五十条）。',
      en: 'What a public body reports at the start of a year on its disclosure work in the year before, on a form fixed by the State Council’s office (articles 49 and 50).',
    },
  },
  'active-disclosure': {
    term: { zh: '主动公开', en: 'Active disclosure' },
    sentence: {
      zh: '不等人申请，行政机关自己公布的信息（条例第二十条）。',
      en: 'What a body publishes of its own accord, without being asked (article 20).',
    },
  },
  'on-application': {
    term: { zh: '依申请公开', en: 'Disclosure on application' },
    sentence: {
      zh: '任何人都可以申请行政机关提供没有主动公布的信息（条例第二十七条）。',
      en: 'Anybody may ask a body for information it has not published (article 27).',
    },
  },
  'form-2019': {
    term: { zh: '2019年表式', en: 'Form of 2019' },
    sentence: {
      zh: '国办公开办函〔2019〕60号规定的表式，多用于2019、2020年度，有的地方之后仍在使用。',
      en: 'The form of circular 60 of 2019, mostly used for 2019 and 2020; some bodies still print it.',
    },
  },
  'form-2021': {
    term: { zh: '2021年表式', en: 'Form of 2021' },
    sentence: {
      zh: '国办公开办函〔2021〕30号规定的表式，多用于2021年度以后。',
      en: 'The form of circular 30 of 2021, mostly used for 2021 and later.',
    },
  },
  form: {
    term: { zh: '表式', en: 'Form' },
    sentence: {
      zh: '国务院办公厅规定的年报表格，先后有2019年、2021年两版，栏目不尽相同，用的是哪一版从年报本身读出，不由年份推断。',
      en: 'The table that the State Council’s office prescribes: a version of 2019 and one of 2021 with partly other rows, told from the report itself and not from its year.',
    },
  },
  'processing-fee': {
    term: { zh: '信息处理费', en: 'Information-processing fee' },
    sentence: {
      zh: '申请数量、频次明显超过合理范围时可以收取的费用（条例第四十二条）。',
      en: 'A charge allowed where the number of applications is clearly beyond reason (article 42).',
    },
  },
  litigation: {
    term: { zh: '行政诉讼', en: 'Administrative lawsuit' },
    sentence: {
      zh: '到法院告行政机关，表四按是否先经过复议分两类填写，这里的件数是两类之和。',
      en: 'A lawsuit against a public body; section 4 counts those with and without reconsideration apart, figures here add both.',
    },
  },
} as const;

const READING = {
  missing: {
    term: { zh: '缺失（—）', en: 'Missing (—)' },
    sentence: {
      zh: '年报里空白，或者没有能读到，不是0，不参与任何计算。',
      en: 'Blank in the report or not captured: it is not 0 and enters no calculation.',
    },
  },
  zero: {
    term: { zh: '零（0）', en: 'Zero (0)' },
    sentence: {
      zh: '年报上印的就是0，或者整表读全时没有列出的行。',
      en: 'Printed as 0, or a row left out of a section that was read whole.',
    },
  },
  'not-applicable': {
    term: { zh: '不适用', en: 'Not applicable (n.a.)' },
    sentence: {
      zh: '所用表式没有这一格，或者分母是0，算不出比率。',
      en: 'The form has no such cell, or a rate’s denominator is 0.',
    },
  },
  'not-filed': {
    term: { zh: '没有收录', en: 'Not held' },
    sentence: {
      zh: '这里没有那一年的年报，不等于没有公布。',
      en: 'This data has no report for that year, which does not mean that none was published.',
    },
  },
  prose: {
    term: { zh: '取自正文', en: 'Stated in prose' },
    sentence: {
      zh: '表格没有给出、由正文文字写明的数，可以顶替并加标记，也可以关掉不用。',
      en: 'A number the table lacks but the text states; it may stand in, marked, and can be switched off.',
    },
  },
  'rests-on': {
    term: { zh: '所据年报', en: 'Reports it rests on' },
    sentence: {
      zh: '给出这个数、因而计入的年报有多少份，没有给出的不算在内，也不当作0。',
      en: 'How many reports give the figure and therefore count; those that do not give it are left out, not taken for 0.',
    },
  },
  due: {
    term: { zh: '应有年报', en: 'Reports due' },
    sentence: {
      zh: '名单上每个乡镇街道每年应当公布一份年报，两者相乘就是应有的份数。',
      en: 'Every township in the list owes one report a year; townships times years are the reports due.',
    },
  },
  coverage: {
    term: { zh: '覆盖率', en: 'Coverage' },
    sentence: {
      zh: '应有的年报里收录了多少；应有的份数等于名单上的乡镇街道数乘以年数。',
      en: 'Of the reports due, how many are held; due are as many as there are townships in the list times years.',
    },
  },
  check: {
    term: { zh: '勾稽关系', en: 'Consistency check' },
    sentence: {
      zh: '同一份年报里几个数之间必须成立的等式或不等式，例如新收加结转等于办结加结转下年。',
      en: 'An equation or inequality that the numbers of a report must satisfy, such as new plus carried in equals handled plus carried out.',
    },
  },
  interval: {
    term: { zh: '区间（Wilson 95%）', en: 'Interval (Wilson 95%)' },
    sentence: {
      zh: '件数很少时比率会大起大落，区间给出与这些件数相容的比率范围，件数越少区间越宽。',
      en: 'Rates of few cases swing widely; the interval gives the rates such counts are compatible with, the wider the fewer.',
    },
  },
  denominator: {
    term: { zh: '分母', en: 'Denominator' },
    sentence: {
      zh: '比率是从多少件里算出来的，太小的显示为灰色，并列出件数。',
      en: 'The number of cases a rate is made of; rates of too few are shown grey, with their counts.',
    },
  },
  median: {
    term: { zh: '中位数', en: 'Median' },
    sentence: {
      zh: '把各乡镇的数从小到大排开，正中间的那个。',
      en: 'The value in the middle when townships are put in order.',
    },
  },
  'middle-half': {
    term: { zh: '中间一半', en: 'Middle half' },
    sentence: {
      zh: '从小到大排开，去掉最低的四分之一和最高的四分之一，剩下的范围。',
      en: 'The range left when the lowest and the highest quarter are taken off.',
    },
  },
  'like-for-like': {
    term: { zh: '同口径比较', en: 'Like for like' },
    sentence: {
      zh: '只拿两年都给出这个数的乡镇相比，免得把多收一份年报当成增长。',
      en: 'Only townships that give the figure in both years are compared, so that one report more is not read as growth.',
    },
  },
  stock: {
    term: { zh: '存量', en: 'Stock' },
    sentence: {
      zh: '年末还有多少，如结转、现行有效，各年不能相加，取最后一年。',
      en: 'What there is at the end of a year, such as cases carried out: years are not added, the last one stands.',
    },
  },
  synthetic: {
    term: { zh: '合成数据', en: 'Synthetic data' },
    sentence: {
      zh: '由程序生成、用来试用和测试的数据，不对应任何真实的乡镇，单独成包，每页都有标记。',
      en: 'Data made by a program for trial and tests: no real township, a package of its own, a label on every page.',
    },
  },
} as const;

/** Entries that stand for no row or column of the form. */
export type SiteTerm = keyof typeof SYSTEM | keyof typeof READING;

interface Words {
  readonly term: Bilingual;
  readonly sentence: Bilingual;
}

function entries(part: GlossaryPart, words: Readonly<Record<string, Words>>): readonly GlossaryEntry[] {
  return Object.entries(words).map(([id, { term, sentence }]) => ({ id, part, term, sentence }));
}

/** Entries of printed rows or columns; their ids are those of the form, with hyphens. */
function printed<K extends string>(
  part: GlossaryPart,
  sentences: Readonly<Record<K, Bilingual>>,
  nameOf: (id: K) => Bilingual,
  idOf: (id: K) => string,
): readonly GlossaryEntry[] {
  return (Object.keys(sentences) as K[]).map((id) => ({
    id: idOf(id),
    part,
    term: nameOf(id),
    sentence: sentences[id],
  }));
}

export const GLOSSARY: readonly GlossaryEntry[] = [
  ...entries('system', SYSTEM),
  ...printed('items', ITEMS, (id) => DISCLOSURE_ITEMS[id].name, termOfItem),
  ...printed('measures', MEASURES, (id) => DISCLOSURE_MEASURES[id].name, termOfColumn),
  ...entries(
    'outcomes',
    Object.fromEntries(Object.entries(GROUPS).map(([id, words]) => [termOfGroup(id as HeadedGroup), words])),
  ),
  ...printed('outcomes', OUTCOMES, (id) => APPLICATION_OUTCOMES[id].name, termOfOutcome),
  ...printed('applicants', APPLICANT_SENTENCES, (id) => APPLICANTS[id], termOfApplicant),
  ...printed('reviews', CHANNELS, (id) => REVIEW_CHANNELS[id], termOfChannel),
  ...printed('reviews', RESULTS, (id) => REVIEW_RESULTS[id], termOfResult),
  ...(Object.keys(KINDS) as TownshipKind[]).map(
    (kind, index): GlossaryEntry => ({
      id: `kind-${index + 1}`,
      part: 'places',
      term: { zh: kind, en: `${KINDS[kind].name} (${kind})` },
      sentence: KINDS[kind].sentence,
    }),
  ),
  ...entries('reading', READING),
];
