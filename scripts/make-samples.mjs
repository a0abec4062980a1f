import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/**
 * Makes the two invented samples of public/samples from fixed seeds: `node scripts/make-samples.mjs`.
 * No person, company or place in them is real. What they hold is what real tables hold: columns that depend on each
 * other, skewed amounts, seasons, rare values, and values that are missing for a reason.
 */

/** mulberry32 (Tommy Ettinger, public domain). */
function randomFrom(seed) {
  let state = seed
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = (mean = 0, deviation = 1) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const pick = (weights) => {
    const entries = Object.entries(weights)
    let left = uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of entries) {
      left -= weight
      if (left < 0) return value
    }
    return entries.at(-1)[0]
  }
  const count = (mean) => {
    let k = 0
    for (let p = uniform(); p > Math.exp(-mean); p *= uniform()) k++
    return k
  }
  return { uniform, normal, pick, count, chance: (p) => uniform() < p }
}

const clamp = (value, low, high) => Math.min(high, Math.max(low, value))
const day = (base, days) => new Date(Date.parse(base) + days * 86_400_000).toISOString().slice(0, 10)

const first =
  'Ana Ben Chloe Dario Emma Farid Grace Hugo Ines Jonas Kira Leo Mina Noah Olga Pavel Rosa Sami Tara Viktor Wanda Yusuf Zoe'.split(
    ' ',
  )
const last =
  'Almeida Berger Costa Dvorak Eriksen Fischer Garcia Haddad Ivanova Jensen Kowalski Lindqvist Moreau Novak Okafor Petrov Rossi Silva Tanaka Weber'.split(
    ' ',
  )

function clinicVisits(rows) {
  const { uniform, normal, pick, count, chance } = randomFrom(20240501)
  const header =
    'visit_id,patient,birth_date,sex,visit_date,department,reason,smoker,bmi,systolic_bp,diastolic_bp,heart_rate,glucose_mg_dl,stay_days,cost,follow_up'
  const lines = [header]
  for (let i = 0; i < rows; i++) {
    const sex = pick({ F: 53, M: 47 })
    const age = clamp(normal(pick({ 34: 3, 62: 4, 9: 1 }) * 1, 14), 0, 97)
    const child = age < 16
    const smoker = child ? 'no' : pick({ no: 66, former: 20, yes: 14 })
    const department = child
      ? pick({ Paediatrics: 80, Emergency: 18, Dermatology: 2 })
      : pick({
          'General medicine': 40,
          Cardiology: 6 + age / 4,
          Orthopaedics: 18,
          Emergency: 15,
          Dermatology: 8,
          Oncology: 1 + age / 20,
        })
    const reason = pick(reasons[department])
    const bmi = clamp(
      normal(child ? 15 + age / 4 : 22.5 + age / 14 - (smoker === 'yes' ? 0.8 : 0), child ? 2 : 4.2),
      12,
      52,
    )
    const systolic = clamp(
      normal(
        96 + age * 0.46 + (bmi - 24) * 0.9 + (smoker === 'yes' ? 5 : 0) + (reason === 'Hypertension' ? 22 : 0),
        10,
      ),
      78,
      215,
    )
    const diastolic = clamp(normal(systolic * 0.48 + 20, 6), 42, 125)
    const heart = clamp(normal(child ? 108 - age * 2 : 73 + (department === 'Emergency' ? 13 : 0), 10), 44, 165)
    const diabetic = reason === 'Diabetes check' || (!child && chance(0.03 + Math.max(0, bmi - 27) * 0.012))
    const glucose = clamp(diabetic ? normal(165, 42) : normal(92, 9), 58, 420)
    // Glucose is asked for where it is suspected; elsewhere mostly not measured.
    const glucoseCell = chance(diabetic ? 0.04 : 0.45) ? '' : String(Math.round(glucose))
    const stay =
      department === 'Dermatology'
        ? 0
        : Math.min(30, count({ Emergency: 0.9, Oncology: 3.4, Cardiology: 1.6 }[department] ?? 0.35))
    const cost = (
      45 +
      Math.exp(normal(3.6, 0.5)) +
      stay * normal(410, 60) +
      ({ Oncology: 900, Cardiology: 180 }[department] ?? 0)
    ).toFixed(2)
    // More visits in winter, none at weekends but in emergencies.
    let visit = Math.floor(uniform() * 730)
    while (chance(0.35) && Math.abs(((visit % 365) - 182) / 182) < 0.5) visit = Math.floor(uniform() * 730)
    const weekday = new Date(Date.parse('2023-01-01') + visit * 86_400_000).getUTCDay()
    if (department !== 'Emergency' && (weekday === 0 || weekday === 6)) visit += weekday === 0 ? 1 : 2
    const visitDate = day('2023-01-01', visit)
    const followUp = chance(stay > 0 ? 0.62 : 0.24) ? day(visitDate, 7 * (1 + count(2.5))) : ''
    const name = `${first[Math.floor(uniform() * first.length)]} ${last[Math.floor(uniform() * last.length)]}`
    const measured = !chance(0.04)
    lines.push(
      [
        `V-${String(100_000 + i * 7).padStart(6, '0')}`,
        name,
        day(visitDate, -Math.round(age * 365.25)),
        sex,
        visitDate,
        department,
        reason,
        smoker,
        chance(0.06) ? '' : bmi.toFixed(1),
        measured ? Math.round(systolic) : '',
        measured ? Math.round(diastolic) : '',
        Math.round(heart),
        glucoseCell,
        stay,
        cost,
        followUp,
      ].join(','),
    )
  }
  return `${lines.join('\n')}\n`
}

const reasons = {
  Paediatrics: { Fever: 30, Vaccination: 34, Cough: 22, Rash: 9, 'Growth check': 5 },
  'General medicine': {
    'Check-up': 30,
    Cough: 18,
    'Back pain': 16,
    'Diabetes check': 14,
    Hypertension: 16,
    Fatigue: 6,
  },
  Cardiology: { Hypertension: 46, 'Chest pain': 26, Arrhythmia: 20, 'Check-up': 8 },
  Orthopaedics: { 'Back pain': 38, 'Knee pain': 34, Fracture: 20, 'Shoulder pain': 8 },
  Emergency: { Injury: 40, 'Chest pain': 22, Fever: 20, 'Allergic reaction': 12, Poisoning: 6 },
  Dermatology: { Rash: 52, 'Mole check': 40, Acne: 8 },
  Oncology: { Chemotherapy: 60, 'Check-up': 30, Biopsy: 10 },
}

const goods = {
  Books: { items: { Novel: 14.9, Cookbook: 29.5, Atlas: 54, Comic: 9.9 }, quantity: 0.6, returned: 0.03 },
  Clothing: { items: { 'T-shirt': 19.9, Jeans: 69, Jacket: 129, Socks: 7.5 }, quantity: 1.1, returned: 0.24 },
  Electronics: {
    items: { Headphones: 89, Keyboard: 59, Tablet: 349, Charger: 24.9, Camera: 589 },
    quantity: 0.15,
    returned: 0.09,
  },
  Garden: { items: { Shovel: 32, Seeds: 4.2, Hose: 41, Lantern: 18.5 }, quantity: 1.6, returned: 0.04 },
  Kitchen: { items: { Pan: 45, 'Knife set': 99, Kettle: 39.9, Bowl: 12 }, quantity: 0.7, returned: 0.06 },
  Toys: { items: { Puzzle: 17.9, 'Board game': 36, Robot: 79, Doll: 22 }, quantity: 0.8, returned: 0.05 },
}

function webOrders(rows) {
  const { uniform, normal, pick, count, chance } = randomFrom(20240611)
  const header =
    'order_id,ordered_at,customer_id,country,device,new_customer,category,item,quantity,unit_price,discount_pct,shipping,total,payment,delivered_on,returned,rating,coupon'
  const lines = [header]
  for (let i = 0; i < rows; i++) {
    const dayOfYear = Math.floor(uniform() * 365)
    const december = dayOfYear > 320
    const spring = dayOfYear > 75 && dayOfYear < 170
    const category = pick({
      Books: 20,
      Clothing: 26,
      Electronics: 17,
      Garden: spring ? 26 : 5,
      Kitchen: 14,
      Toys: december ? 34 : 8,
    })
    const { items, quantity, returned } = goods[category]
    const item = pick(Object.fromEntries(Object.entries(items).map(([name, price]) => [name, 40 / (price + 15)])))
    const hour = clamp(Math.round(pick({ 12: 3, 20: 5, 8: 1 }) * 1 + normal(0, 2.4)), 0, 23)
    const at = `${day('2024-01-01', dayOfYear)} ${String(hour).padStart(2, '0')}:${String(Math.floor(uniform() * 60)).padStart(2, '0')}`
    const country = pick({ DE: 34, FR: 21, NL: 13, ES: 11, IT: 10, PL: 6, SE: 4, PT: 1 })
    const device = pick(hour > 18 ? { phone: 62, desktop: 26, tablet: 12 } : { phone: 44, desktop: 49, tablet: 7 })
    const isNew = chance(0.31)
    const pieces = 1 + Math.min(11, count(quantity))
    const price = items[item] * (country === 'SE' ? 1.06 : 1)
    const discount = Number(pick({ 0: december ? 45 : 78, 5: 6, 10: december ? 26 : 10, 20: december ? 18 : 4, 50: 1 }))
    const goodsTotal = pieces * price * (1 - discount / 100)
    const shipping = goodsTotal >= 60 ? 0 : country === 'DE' || country === 'NL' ? 3.9 : 6.9
    const payment = pick(
      country === 'NL'
        ? { iDEAL: 70, card: 18, PayPal: 12 }
        : country === 'DE'
          ? { PayPal: 44, invoice: 32, card: 24 }
          : { card: 62, PayPal: 35, voucher: 3 },
    )
    const days = 1 + count(country === 'DE' || country === 'NL' ? 1.3 : 3.1) + (december ? count(1.5) : 0)
    const lost = chance(0.012)
    const isReturned = !lost && chance(returned * (payment === 'invoice' ? 1.7 : 1))
    const stars = Number(
      pick(isReturned || lost ? { 1: 40, 2: 30, 3: 18, 4: 9, 5: 3 } : { 1: 2, 2: 3, 3: 10, 4: 33, 5: 52 }),
    )
    lines.push(
      [
        2_400_000 + i,
        at,
        `C${String(Math.floor(uniform() ** 2 * 3000)).padStart(5, '0')}`,
        country,
        device,
        isNew,
        category,
        item,
        pieces,
        price.toFixed(2),
        discount,
        shipping.toFixed(2),
        (goodsTotal + shipping).toFixed(2),
        payment,
        lost ? '' : day(at.slice(0, 10), days),
        isReturned,
        chance(isReturned ? 0.4 : 0.57) ? '' : stars,
        discount >= 10 && chance(0.8)
          ? pick(december ? { XMAS24: 8, WELCOME10: 3 } : { WELCOME10: isNew ? 9 : 1, FRIENDS: 3 })
          : '',
      ].join(','),
    )
  }
  return `${lines.join('\n')}\n`
}

const folder = new URL('../public/samples/', import.meta.url)
const samples = [
  {
    id: 'penguins',
    title: 'Palmer penguins',
    summary: 'Three species, measured. Small, with a few gaps.',
    file: 'penguins.csv',
  },
  {
    id: 'clinic-visits',
    title: 'Clinic visits',
    summary: 'Invented. Names, dates, lab values missing for a reason.',
    file: 'clinic-visits.csv.gz',
    text: clinicVisits(2400),
  },
  {
    id: 'web-orders',
    title: 'Web orders',
    summary: 'Invented. Time stamps, money, seasons, rare coupons.',
    file: 'web-orders.csv.gz',
    text: webOrders(4000),
  },
]
const list = samples.map(({ text, ...sample }) => {
  // Gzipped, since all that the studio holds is kept for use without a network.
  if (text !== undefined) writeFileSync(new URL(sample.file, folder), gzipSync(text, { level: 9 }))
  const lines = (text ?? readFileSync(new URL(sample.file, folder), 'utf8')).trimEnd().split('\n')
  return { ...sample, rows: lines.length - 1, columns: lines[0].split(',').length, licence: 'CC0-1.0' }
})
writeFileSync(new URL('samples.json', folder), `${JSON.stringify(list, null, 2)}\n`)
