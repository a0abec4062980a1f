/** Given names that are common in many countries, lower case: enough to know a column of names, not to know everyone. */
export const givenNames: ReadonlySet<string> = new Set(
  `aaron abdul abigail adam adrian agnes ahmed aisha akira alan albert alejandro alessandro alex alexander alexandra alexis ali alice
alicia alina allison amal amanda amber amelia amina amir amit amy ana anastasia andre andrea andreas andrew andrey angela angelika anita
ann anna anne annette anthony antoine antonio anton ari arjun arthur asha ashley astrid aurelie ava barbara beatrice ben benjamin
bernard beth bianca bilal birgit bjorn bob boris brandon brenda brian brigitte bruno caitlin camille carla carlos carmen caroline
catherine cecilia charles charlotte cheng chiara chloe chris christian christina christine christopher claire clara claudia daniel
daniela david deborah deepak dennis diana diego dmitri dominik donald donna dorothy edith eduardo edward elena elias elif elisabeth
elizabeth ella ellen emil emily emma eric erik esther ethan eva evelyn fabian fatima felix fernando fiona florian frances francesca
francesco francisco frank franz frederik friedrich gabriel gabriele george georg giulia giuseppe gloria grace greta guillaume gustav
hana hannah hans harold harry hassan heather heidi heinz helen helena henrik henry hiroshi hugo ian ibrahim ines ingrid irene irina
isabel isabella ivan jack jacob jakob james jamal jan jana jane janet jason javier jean jeffrey jennifer jens jessica jing joan johan
johanna john johannes jonas jonathan jorge jose joseph joshua juan judith julia julian julie jun jurgen justin karen karin karl
katarina kate katharina katherine kathleen kenji kenneth kevin khalid kira klaus kristina kumar lara larry lars laura lauren layla lea
leila lena leo leon leonardo liam lidia lily linda lisa li liu louis louise luca lucas lucia luis lukas magdalena mahmoud manuel marc
marco marcus margaret maria marie marina mario mark markus marta martha martin martina mary mateo mathilde matteo matthew matthias
maurice max maximilian mei melanie melissa mia michael michaela michelle miguel mila milan min mohamed mohammad mohammed monica monika
nadia nancy naomi natalia natalie nathan nicholas nicola nicole nikolai nina noah noor nora olga oliver olivia omar oscar pamela
paola patricia patrick paul paula pedro peter petra philip philipp pierre priya rachel rafael rahul rajesh ralph ravi raymond rebecca
renate ricardo richard rita robert roberto robin roland ronald rosa rose roy ruth ryan sabine sakura sam samantha samira samuel sandra
sanjay sara sarah scott sebastian sergei sharon shirley silvia simon sofia sonia sophia sophie stefan stefanie stephanie stephen
steven sunita susan susanne svetlana sven takashi tanya tatiana teresa thomas tim timothy tobias tom tomas ulrich ursula uwe valentina
vanessa vera veronica victor victoria viktor vincent virginia vladimir walter wei werner william wolfgang xin yan yasmin yuki yusuf
yvonne zainab zoe`.split(/\s+/),
)
