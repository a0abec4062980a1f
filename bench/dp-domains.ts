/**
 * What the public documentation of the Adult data set (adult.names, UCI, 1996) lists for each column; ends of numbers
 * are the round ones of the census form and of the file's coding. How an unknown value is written is found out.
 */
export const adultDomains = [
  'age=17..90',
  'workclass=Private|Self-emp-not-inc|Self-emp-inc|Federal-gov|Local-gov|State-gov|Without-pay|Never-worked',
  'fnlwgt=10000..1500000',
  'education=Bachelors|Some-college|11th|HS-grad|Prof-school|Assoc-acdm|Assoc-voc|9th|7th-8th|12th|Masters|1st-4th|10th|Doctorate|5th-6th|Preschool',
  'education-num=1..16',
  'marital-status=Married-civ-spouse|Divorced|Never-married|Separated|Widowed|Married-spouse-absent|Married-AF-spouse',
  'occupation=Tech-support|Craft-repair|Other-service|Sales|Exec-managerial|Prof-specialty|Handlers-cleaners|Machine-op-inspct|Adm-clerical|Farming-fishing|Transport-moving|Priv-house-serv|Protective-serv|Armed-Forces',
  'relationship=Wife|Own-child|Husband|Not-in-family|Other-relative|Unmarried',
  'race=White|Asian-Pac-Islander|Amer-Indian-Eskimo|Other|Black',
  'sex=Female|Male',
  'capital-gain=0..99999',
  'capital-loss=0..4356',
  'hours-per-week=1..99',
  'native-country=United-States|Cambodia|England|Puerto-Rico|Canada|Germany|Outlying-US(Guam-USVI-etc)|India|Japan|Greece|South|China|Cuba|Iran|Honduras|Philippines|Italy|Poland|Jamaica|Vietnam|Mexico|Portugal|Ireland|France|Dominican-Republic|Laos|Ecuador|Taiwan|Haiti|Columbia|Hungary|Guatemala|Nicaragua|Scotland|Thailand|Yugoslavia|El-Salvador|Trinadad&Tobago|Peru|Hong|Holand-Netherlands',
  'income=>50K|<=50K',
]
