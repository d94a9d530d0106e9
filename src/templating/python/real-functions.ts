/** Powers, logarithms and angles of floats, rounded correctly: engines differ in the last digit, C's library hardly does. */

/** Fraction bits of the fixed-point numbers that are calculated with; far more than a float's. */
const BITS = 256n
const ONE = 1n << BITS
/** Bits that may be wrong; what differs from a float, or from the middle of two, by so little is taken for it. */
const DOUBTFUL = 100n

/** `x ** y` for finite numbers with a real result, as C's `pow`. */
export const realPower = (x: number, y: number): number => {
  if (y === 0 || x === 1) return 1
  if (x === -1 && !Number.isFinite(y)) return 1
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0) return x ** y
  if (x < 0 && !Number.isInteger(y)) return Number.NaN
  const size = positivePower(Math.abs(x), y)
  return x < 0 && isOdd(y) ? -size : size
}

const isOdd = (y: number): boolean => Math.abs(y % 2) === 1

const positivePower = (x: number, y: number): number => {
  const exponent = y * Math.log(x)
  if (!(Math.abs(exponent) < 800)) return exponent < 0 ? 0 : Number.POSITIVE_INFINITY
  const { mantissa, shift } = parts(y)
  return exponential(scaled(fixedLog(x) * mantissa, shift))
}

/** The natural logarithm of a positive number, as C's `log`. */
export const realLog = (x: number): number => {
  if (!(x > 0) || !Number.isFinite(x)) return Math.log(x)
  return toFloat(fixedLog(x), -BITS)
}

/** The logarithm to base 10, in the steps of C's `log10`. */
export const realLog10 = (x: number): number => {
  if (!(x > 0) || !Number.isFinite(x)) return Math.log10(x)
  const exponent = Math.floor(Math.log2(x))
  const power = exponent + (2 ** exponent > x ? -1 : 2 ** (exponent + 1) <= x ? 1 : 0)
  const shift = power < 0 ? power + 1 : power
  const rest = x / 2 ** shift
  return shift * LOG10_2_LOW + LOG10_E * realLog(rest) + shift * LOG10_2_HIGH
}

const LOG10_E = Math.LOG10E
const LOG10_2_HIGH = 0.30102999566361177
const LOG10_2_LOW = 3.694239077158931e-13

/** The cosine and sine of an angle. */
export const cosineAndSine = (angle: number): readonly [number, number] => {
  if (!Number.isFinite(angle) || Math.abs(angle) < 1e-8) return [Math.cos(angle), Math.sin(angle)]
  const { mantissa, shift } = parts(angle)
  const reduced = scaled(mantissa << BITS, shift) % (2n * pi())
  return [toFloat(series(reduced, 0), -BITS), toFloat(series(reduced, 1), -BITS)]
}

/** The Taylor series of the cosine (from the power 0) or the sine (from 1). */
const series = (angle: bigint, from: 0 | 1): bigint => {
  const square = (angle * angle) >> BITS
  let term = from === 0 ? ONE : angle
  let sum = 0n
  for (let power = BigInt(from); term !== 0n && term !== -1n; power += 2n) {
    sum += term
    term = -((term * square) >> BITS) / ((power + 1n) * (power + 2n))
  }
  return sum
}

/** A finite float as a whole number times a power of two. */
const parts = (value: number): { mantissa: bigint; shift: bigint } => {
  let [mantissa, shift] = [value, 0n]
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2 ** 64
    shift -= 64n
  }
  return { mantissa: BigInt(mantissa), shift }
}

const scaled = (value: bigint, shift: bigint): bigint => (shift < 0n ? value >> -shift : value << shift)

const fixedLog = (x: number): bigint => {
  const { mantissa, shift } = parts(x)
  const length = BigInt(mantissa.toString(2).length)
  // A mantissa between 3/4 and 3/2 keeps what is close to 1 exact.
  const normal = scaled(mantissa, BITS - length)
  const high = normal * 4n < ONE * 3n
  return areaSeries(high ? normal << 1n : normal) + (length + shift - (high ? 1n : 0n)) * ln2()
}

/** The logarithm by the series of the inverse hyperbolic tangent. */
const areaSeries = (x: bigint): bigint => {
  const ratio = ((x - ONE) << BITS) / (x + ONE)
  const square = (ratio * ratio) >> BITS
  let [sum, power] = [0n, ratio]
  for (let odd = 1n; power !== 0n && power !== -1n; odd += 2n) {
    sum += power / odd
    power = (power * square) >> BITS
  }
  return 2n * sum
}

let knownLn2: bigint | undefined
/** Made when it is needed: every start would wait for it. */
const ln2 = (): bigint => {
  knownLn2 ??= areaSeries(2n * ONE)
  return knownLn2
}

/** The arc tangent of 1/n. */
const arcTangent = (n: bigint): bigint => {
  let [sum, power] = [0n, ONE / n]
  for (let odd = 1n; power !== 0n; odd += 2n) {
    sum += odd % 4n === 1n ? power / odd : -(power / odd)
    power /= n * n
  }
  return sum
}

let knownPi: bigint | undefined
const pi = (): bigint => {
  knownPi ??= 4n * (4n * arcTangent(5n) - arcTangent(239n))
  return knownPi
}

const exponential = (x: bigint): number => {
  const nearest = x + ln2() / 2n
  const powers = nearest / ln2() - (nearest < 0n ? 1n : 0n)
  const rest = x - powers * ln2()
  let [sum, term] = [0n, ONE]
  for (let count = 1n; term !== 0n && term !== -1n; count++) {
    sum += term
    term = ((term * rest) >> BITS) / count
  }
  return toFloat(sum, powers - BITS)
}

/** `value * 2 ** exponent`, rounded once. */
const toFloat = (value: bigint, exponent: bigint): number => {
  const half = 1n << (DOUBTFUL - 1n)
  const sure = (value + half) >> DOUBTFUL
  const power = exponent + DOUBTFUL
  const length = BigInt(sure.toString(2).replace('-', '').length)
  const lost = -1074n - power
  // A subnormal number has fewer bits.
  if (length + power < -1021n && lost > 0n) return Number((sure + (1n << (lost - 1n))) >> lost) * 2 ** -1074
  const float = Number(sure)
  const first = Number(power / 2n)
  return float * 2 ** first * 2 ** (Number(power) - first)
}
