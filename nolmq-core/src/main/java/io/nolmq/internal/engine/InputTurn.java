package io.nolmq.internal.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A turn that one account has at a time, and the others in the order in which they asked. Under the lock of the budget. */
final class InputTurn {
    private InputBudget.@Nullable Account holder;
    private final Set<InputBudget.Account> line = new LinkedHashSet<>();

    /** Takes the turn if it is free. Whether the account has it; if not, it stands in line. */
    boolean take(InputBudget.Account account) {
        if (holder == null) {
            holder = account;
        }
        if (holder == account) {
            return true;
        }
        line.add(account);
        return false;
    }

    boolean isHeldBy(InputBudget.Account account) {
        return holder == account;
    }

    /** Whether somebody waits for the turn to be free. */
    boolean hasLine() {
        return !line.isEmpty();
    }

    boolean hasInLine(InputBudget.Account account) {
        return line.contains(account);
    }

    /** The account waits for the turn no longer. */
    void leaveLine(InputBudget.Account account) {
        line.remove(account);
    }

    /** If the account has the turn, the first in line has it now, and may read. */
    void giveUp(InputBudget.Account account) {
        if (isHeldBy(account)) {
            InputBudget.Account next = line.isEmpty() ? null : line.iterator().next();
            if (next != null) {
                next.wake();
            }
            holder = next;
        }
    }
}
