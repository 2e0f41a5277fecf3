package io.nolmq.message;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One option of a context or a socket: its name, its values, and the moment from which a change counts. All options are
 * constants of {@link Options}. Immutable and thread-safe.
 *
 * @param <T> the type of its values
 */
public final class Option<T> {
    private static final String HIDDEN = "***";

    /** The moment from which a value counts. */
    public enum Effect {
        /** When the context or the socket is created; it is fixed from then on. */
        BIRTH,
        /** For endpoints that are bound or connected afterwards. */
        NEXT_LINK,
        /** At once, for existing peers as well. */
        LIVE
    }

    /** The smallest thing that may have a value of its own. */
    public enum Scope {
        /** A context. */
        CONTEXT,
        /** A socket, with all its endpoints. */
        SOCKET,
        /** One endpoint of a socket. */
        LINK
    }

    /** The sections of the page options.md. */
    enum Section {
        CONTEXT,
        QUEUES,
        CONNECTING,
        HANDSHAKE,
        HEARTBEAT,
        PROTOCOL,
        STREAMS,
        PATTERNS
    }

    private final Row<T> row;
    private final @Nullable Function<SocketOptions, T> ofSocket;
    private final @Nullable Function<ContextOptions, T> ofContext;
    private final BiConsumer<SocketOptionsBuilder, T> writer;

    private Option(
            Row<T> row,
            @Nullable Function<SocketOptions, T> ofSocket,
            @Nullable Function<ContextOptions, T> ofContext,
            BiConsumer<SocketOptionsBuilder, T> writer) {
        this.row = row;
        this.ofSocket = ofSocket;
        this.ofContext = ofContext;
        this.writer = writer;
    }

    /**
     * The name of the option here, as in errors.
     *
     * @return the name, such as {@code sendHighWaterMark}
     */
    public String name() {
        return row.name;
    }

    /**
     * The name of the option in libzmq, without {@code ZMQ_}.
     *
     * @return the name, such as {@code SNDHWM}; empty if libzmq has no such option
     */
    public String libzmqName() {
        return row.libzmqNames.isEmpty() ? "" : row.libzmqNames.get(0);
    }

    /**
     * The names that libzmq gives the option, those of older versions included.
     *
     * @return the names without {@code ZMQ_}, the current one first; empty if libzmq has no such option
     */
    public List<String> libzmqNames() {
        return row.libzmqNames;
    }

    /**
     * The number of the option in libzmq.
     *
     * @return the number; -1 if libzmq has no such option
     */
    public int libzmqNumber() {
        return row.libzmqNumber;
    }

    /**
     * The bit that the option is in the value of libzmq's option, where that one stands for several switches.
     *
     * @return the bit; 0 if the option is the whole value
     */
    public int libzmqBit() {
        return row.libzmqBit;
    }

    /**
     * The meaning of the option in a few words.
     *
     * @return the text, a phrase without a full stop
     */
    public String meaning() {
        return row.meaning;
    }

    /**
     * The texts that {@link #parse} accepts, with their unit.
     *
     * @return the range, as in errors
     */
    public String allowedText() {
        return withUnit(row.values.allowedText());
    }

    private String withUnit(String range) {
        return row.unit.isEmpty() ? range : range + " " + row.unit;
    }

    /**
     * The value that counts if none is set.
     *
     * @return the default
     */
    public T defaultValue() {
        return row.defaultValue;
    }

    /**
     * The socket types to which the option may be given; for others only its default is accepted.
     *
     * @return the types, in the order of the enum; none for an option of a context
     */
    public Set<SocketType> types() {
        return row.types;
    }

    /**
     * The moment from which a value counts.
     *
     * @return the moment
     */
    public Effect effect() {
        return row.effect;
    }

    /**
     * The smallest thing that may have a value of its own.
     *
     * @return the scope
     */
    public Scope scope() {
        return row.scope;
    }

    /**
     * Tests whether the option collects values, so that setting it again adds one.
     *
     * @return true for {@code metadata}
     */
    public boolean isRepeatable() {
        return row.values.isRepeatable();
    }

    /**
     * Tests whether the option counts for one call of {@code connect} alone, and cannot be set for a socket.
     *
     * @return true for {@code connectRoutingId}
     */
    public boolean isOneShot() {
        return row.oneShot;
    }

    /**
     * Tests whether the value must not be shown: it is in no error, in no log and in no text of the options, and is not
     * accepted on a command line.
     *
     * @return true for a secret
     */
    public boolean isSecret() {
        return row.secret;
    }

    /**
     * Reads a value in the form that libzmq's options take: a whole number, times in milliseconds, switches as 0 and 1,
     * sets as bits, everything else as text.
     *
     * @param text the text
     * @return the value
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if the text is no allowed value
     */
    public T parse(String text) {
        try {
            T value = row.values.parse(text);
            if (row.values.accepts(value)) {
                return value;
            }
        } catch (IllegalArgumentException | ZmqException malformed) {
            // a number that is none, or a name that is too long: the same as one out of range
        }
        throw OptionRange.invalid(row.name, row.secret ? HIDDEN : OptionRange.printable(text), allowedText());
    }

    /**
     * A value as text, for people.
     *
     * @param value the value
     * @return the text; the same three stars for each value of a secret
     */
    public String show(T value) {
        return row.secret ? HIDDEN : row.values.show(value);
    }

    /** The name. */
    @Override
    public String toString() {
        return row.name;
    }

    // ------------------------------------------------------------------ for the options of this package

    /** The value itself, if it is allowed. */
    T require(T value) {
        if (!row.values.accepts(value)) {
            throw OptionRange.invalid(row.name, show(value), allowed());
        }
        return value;
    }

    /** The allowed values, for errors. */
    String allowed() {
        return withUnit(row.values.allowed());
    }

    T read(SocketOptions options) {
        if (ofSocket == null) {
            throw new IllegalArgumentException("not an option of a socket: " + row.name);
        }
        return ofSocket.apply(options);
    }

    T read(ContextOptions options) {
        if (ofContext == null) {
            throw new IllegalArgumentException("not an option of a context: " + row.name);
        }
        return ofContext.apply(options);
    }

    void write(SocketOptionsBuilder builder, T value) {
        if (ofSocket == null) {
            throw new IllegalArgumentException("not an option of a socket: " + row.name);
        }
        writer.accept(builder, require(value));
    }

    /** Sets a value given as text; a repeatable option keeps those it has. */
    void writeText(SocketOptionsBuilder builder, String text) {
        T value = parse(text);
        write(builder, isRepeatable() ? row.values.plus(read(builder.build()), value) : value);
    }

    boolean isDefault(SocketOptions options) {
        return read(options).equals(row.defaultValue);
    }

    boolean isSame(SocketOptions one, SocketOptions other) {
        return read(one).equals(read(other));
    }

    void requireFor(SocketType type, SocketOptions options) {
        if (!row.types.contains(type)) {
            throw new ZmqException(
                    ErrorCode.INVALID_OPTION,
                    "option has no meaning for this socket type: " + shown(options) + ", type=" + type
                            + ", allowed types: " + row.types);
        }
    }

    /** Refuses an option of one call as one of a socket. */
    void requireLasting(SocketOptions options) {
        if (row.oneShot) {
            throw new ZmqException(
                    ErrorCode.INVALID_OPTION,
                    "option of one endpoint, not of a socket: " + shown(options) + "; give it to connect");
        }
    }

    /** The name and the value, as in errors. */
    String shown(SocketOptions options) {
        return row.name + "=" + show(read(options));
    }

    Section section() {
        return row.section;
    }

    OptionValues<T> values() {
        return row.values;
    }

    String unit() {
        return row.unit;
    }

    String note() {
        return row.note;
    }

    String where() {
        return row.where;
    }

    String defaultText() {
        return row.defaultText.isEmpty() ? row.values.prose(row.defaultValue) : row.defaultText;
    }

    /** A row of the table, until it is complete. Starts as an option of all types that counts at the next link. */
    static final class Row<T> {
        private final String name;
        private final OptionValues<T> values;
        private final T defaultValue;
        private Section section = Section.CONTEXT;
        private String defaultText = "";
        private String meaning = "";
        private String unit = "";
        private String note = "";
        private String where = "";
        private Set<SocketType> types = Collections.unmodifiableSet(EnumSet.allOf(SocketType.class));
        private Effect effect = Effect.NEXT_LINK;
        private Scope scope = Scope.LINK;
        private boolean oneShot;
        private boolean secret;
        private List<String> libzmqNames = List.of();
        private int libzmqNumber = -1;
        private int libzmqBit;

        Row(String name, OptionValues<T> values, T defaultValue) {
            this.name = name;
            this.values = values;
            this.defaultValue = defaultValue;
        }

        Row<T> in(Section of) {
            section = of;
            return this;
        }

        Row<T> means(String text) {
            meaning = text;
            return this;
        }

        Row<T> unit(String of) {
            unit = of;
            return this;
        }

        /** The values that have a meaning of their own. */
        Row<T> note(String text) {
            note = text;
            return this;
        }

        /** The default in words, where the value says less. */
        Row<T> defaultText(String text) {
            defaultText = text;
            return this;
        }

        /** Which endpoints it concerns, where not all. */
        Row<T> where(String text) {
            where = text;
            return this;
        }

        Row<T> of(SocketType first, SocketType... others) {
            types = Collections.unmodifiableSet(EnumSet.of(first, others));
            return this;
        }

        Row<T> live() {
            effect = Effect.LIVE;
            return this;
        }

        Row<T> atBirth() {
            effect = Effect.BIRTH;
            return this;
        }

        Row<T> ofWholeSocket() {
            scope = Scope.SOCKET;
            return this;
        }

        Row<T> oneShot() {
            oneShot = true;
            return this;
        }

        Row<T> secret() {
            secret = true;
            return this;
        }

        Row<T> libzmq(int number, String... names) {
            libzmqNumber = number;
            libzmqNames = List.of(names);
            return this;
        }

        Row<T> libzmqBit(int bit) {
            libzmqBit = bit;
            return this;
        }

        Option<T> stored(Function<SocketOptions, T> reader, BiConsumer<SocketOptionsBuilder, T> writer) {
            return new Option<>(this, reader, null, writer);
        }

        Option<T> ofContext(Function<ContextOptions, T> reader) {
            scope = Scope.CONTEXT;
            effect = Effect.BIRTH;
            types = Set.of();
            return new Option<>(this, null, reader, (builder, value) -> {});
        }
    }
}
