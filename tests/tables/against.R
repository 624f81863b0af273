# What R says of the same counts, line by line: a name, then numbers. Run by test_against_r.py.
say <- function(name, ...) cat(name, sprintf("%.17g", c(...)), "\n")

tables <- read.csv("tables.csv")
for (id in unique(tables$table)) {
  one <- tables[tables$table == id, ]
  counts <- cbind(one$hits, one$bases - one$hits)
  plain <- suppressWarnings(chisq.test(counts, correct = FALSE))
  say(paste0("chisq.", id), plain$statistic, plain$parameter, plain$p.value)
  trend <- prop.trend.test(one$hits, one$bases)
  say(paste0("trend.", id), trend$statistic, trend$p.value)
  if (nrow(one) == 2) say(paste0("fisher.", id), fisher.test(counts)$p.value)
  set.seed(1)
  drawn <- suppressWarnings(chisq.test(counts, simulate.p.value = TRUE, B = 99999))
  say(paste0("drawn.", id), drawn$p.value)
  for (level in seq_len(nrow(one))) {
    rest <- rbind(counts[level, ], colSums(counts[-level, , drop = FALSE]))
    say(paste0("rest.", id, ".", level),
        suppressWarnings(chisq.test(rest, correct = FALSE))$p.value, fisher.test(rest)$p.value)
    wilson <- prop.test(one$hits[level], one$bases[level], correct = FALSE)
    say(paste0("wilson.", id, ".", level), wilson$conf.int)
  }
}

pairs <- read.csv("pairs.csv")
for (row in seq_len(nrow(pairs))) {
  one <- pairs[row, ]
  plain <- mcnemar.test(matrix(c(one$both, one$first, one$second, one$neither), 2), correct = FALSE)
  say(paste0("mcnemar.", row), plain$statistic, plain$p.value)
  say(paste0("binomial.", row), binom.test(one$first, one$first + one$second)$p.value)
}

ps <- read.csv("ps.csv")$p
say("adjusted", p.adjust(ps, "BH"))

points <- read.csv("points.csv")
ranks <- kruskal.test(points$point, factor(points$level))
say("kruskal", ranks$statistic, ranks$parameter, ranks$p.value)

answers <- read.csv("answers.csv")
answers$a <- relevel(factor(answers$a), ref = "1")
answers$b <- factor(answers$b)
made <- glm(y ~ a + b, binomial, answers, control = glm.control(epsilon = 1e-15, maxit = 100))
X <- model.matrix(made)
shares <- fitted(made)
information <- t(X) %*% (X * (shares * (1 - shares)))
errors <- sqrt(diag(solve(information)))
estimates <- coef(made)
for (name in names(estimates)) {
  b <- estimates[[name]]
  e <- errors[[name]]
  say(paste0("logit.", name), exp(b), exp(b) * e, b / e, 2 * pnorm(-abs(b / e)),
      exp(b + c(-1, 1) * qnorm(0.975) * e))
}
say("deviance", made$null.deviance - made$deviance, 1 - made$deviance / made$null.deviance)
for (level in levels(answers$a)) {
  others <- answers
  others$a <- factor(level, levels(answers$a))
  say(paste0("predicted.", level), mean(predict(made, others, type = "response")))
}

# Firth's penalized likelihood, by scoring with the score he gives; `free` are the columns that are estimated.
firth <- function(X, y, free, start = rep(0, ncol(X))) {
  b <- start
  for (step in 1:500) {
    p <- as.vector(plogis(X %*% b))
    w <- p * (1 - p)
    information <- t(X) %*% (X * w)
    hat <- rowSums((X %*% solve(information)) * X) * w
    if (!length(free)) break
    score <- t(X[, free, drop = FALSE]) %*% (y - p + hat * (0.5 - p))
    move <- solve(information[free, free], score)
    b[free] <- b[free] + pmax(-1, pmin(1, move))
    if (max(abs(move)) < 1e-13) break
  }
  top <- sum(y * log(p) + (1 - y) * log(1 - p)) + 0.5 * determinant(information)$modulus
  # Errors as logistf gives them: the penalty counts as half an answer of each kind, as often as `hat` says.
  augmented <- t(X) %*% (X * (w * (1 + hat)))
  list(b = b, top = as.numeric(top), errors = sqrt(diag(solve(augmented))))
}
answers <- read.csv("separated.csv")
X <- model.matrix(~ factor(a) + factor(b), answers)
y <- answers$y
full <- firth(X, y, seq_len(ncol(X)))
for (place in seq_len(ncol(X))) {
  held <- function(value) {
    start <- full$b
    start[place] <- value
    2 * (full$top - firth(X, y, setdiff(seq_len(ncol(X)), place), start)$top)
  }
  end <- function(side) {
    far <- full$b[place] + side * c(1e-6, 12 * full$errors[place])
    uniroot(function(value) held(value) - qchisq(0.95, 1), sort(far), tol = 1e-11)$root
  }
  say(paste0("firth.", place), full$b[place], full$errors[place], pchisq(held(0), 1, lower.tail = FALSE),
      end(-1), end(1))
}
null <- firth(X, y, 1)
say("firth.null", 2 * (full$top - null$top))
