/** An error above this teaches the code no more than one that is as large. */
const largestLearnt = 2 ** 20;

/** The parameter of an adaptive Golomb-Rice code: it follows the mean of the values seen, so that nothing of it is stored. */
export class RiceParameter {
  #sum = 4;
  #count = 1;
  /** The least one whose power of two, so many times, reaches the sum of the values; at most 25. */
  k = 2;

  learn(value: number): void {
    let [sum, count] = [this.#sum + Math.min(value, largestLearnt), this.#count + 1];
    if (count === 32) {
      sum /= 2;
      count = 16;
    }
    let { k } = this;
    while (k > 0 && count << (k - 1) >= sum) k--;
    while (count << k < sum) k++;
    this.#sum = sum;
    this.#count = count;
    this.k = k;
  }
}
